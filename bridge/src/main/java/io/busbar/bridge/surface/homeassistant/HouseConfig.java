package io.busbar.bridge.surface.homeassistant;

import io.busbar.bridge.surface.homeassistant.model.Services;
import io.busbar.contracts.value.House;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What clients ask before anything else: where and what this is. */
final class HouseConfig {
  /** The version whose messages are spoken here. */
  static final String VERSION = "2024.1.0";

  private static final Map<String, String> UNITS =
      Map.of(
          "length", "km",
          "accumulated_precipitation", "mm",
          "mass", "g",
          "pressure", "Pa",
          "temperature", "°C",
          "volume", "L",
          "wind_speed", "m/s");

  private HouseConfig() {}

  static Map<String, @Nullable Object> of(House house) {
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("location_name", house.name());
    config.put("latitude", Objects.requireNonNullElse(house.latitude(), 0.0));
    config.put("longitude", Objects.requireNonNullElse(house.longitude(), 0.0));
    config.put("elevation", 0);
    config.put("unit_system", UNITS);
    config.put("time_zone", house.zone().getId());
    config.put("components", List.copyOf(Services.names().keySet()));
    config.put("version", VERSION);
    config.put("config_dir", "");
    config.put("config_source", "storage");
    config.put("state", "RUNNING");
    config.put("external_url", null);
    config.put("internal_url", null);
    config.put("currency", "EUR");
    config.put("country", null);
    config.put("language", "en");
    config.put("safe_mode", false);
    config.put("recovery_mode", false);
    return config;
  }

  /** Every service by domain, in the form of the WebSocket. */
  static Map<String, Map<String, Object>> services() {
    Map<String, Map<String, Object>> all = new TreeMap<>();
    Services.names().forEach((domain, names) -> all.put(domain, described(names)));
    return all;
  }

  /** The same in the form of REST. */
  static List<Map<String, Object>> serviceList() {
    List<Map<String, Object>> all = new ArrayList<>();
    services().forEach((domain, each) -> all.add(Map.of("domain", domain, "services", each)));
    return all;
  }

  private static Map<String, Object> described(Set<String> names) {
    Map<String, Object> services = new TreeMap<>();
    for (String name : names) {
      services.put(name, Map.of("name", name, "description", "", "fields", Map.of()));
    }
    return services;
  }
}
