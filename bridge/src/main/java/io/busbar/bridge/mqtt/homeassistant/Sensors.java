package io.busbar.bridge.mqtt.homeassistant;

import io.busbar.contracts.value.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can only be read: fields of the state, and the sensors among its extras. */
final class Sensors {
  private static final List<Reading> READINGS =
      List.of(
          new Reading("temperature", "Temperature", "°C", "temperature"),
          new Reading("humidity", "Humidity", "%", "humidity"),
          new Reading("battery", "Battery", "%", "battery"),
          new Reading("position", "Position", "%", null),
          new Reading("volume", "Volume", "%", null),
          new Reading("targetTemperature", "Target temperature", "°C", "temperature"));
  private static final List<Reading> WORDS =
      List.of(
          new Reading("playback", "Playback", null, null),
          new Reading("title", "Title", null, null),
          new Reading("artist", "Artist", null, null),
          new Reading("input", "Input", null, null),
          new Reading("mode", "Mode", null, null),
          new Reading("fanSpeed", "Fan speed", null, null),
          new Reading("lockState", "Lock", null, null),
          new Reading("status", "Status", null, null));
  private static final Map<String, String> CLASS_OF_UNIT =
      Map.ofEntries(
          Map.entry("°C", "temperature"),
          Map.entry("°F", "temperature"),
          Map.entry("W", "power"),
          Map.entry("kW", "power"),
          Map.entry("Wh", "energy"),
          Map.entry("kWh", "energy"),
          Map.entry("V", "voltage"),
          Map.entry("mV", "voltage"),
          Map.entry("A", "current"),
          Map.entry("mA", "current"),
          Map.entry("Hz", "frequency"),
          Map.entry("hPa", "atmospheric_pressure"),
          Map.entry("lx", "illuminance"),
          Map.entry("dBm", "signal_strength"),
          Map.entry("km", "distance"),
          Map.entry("km/h", "speed"));
  private static final String PERCENT = "%";
  private static final String ENERGY = "energy";

  private Sensors() {}

  private record Reading(
      String field, String label, @Nullable String unit, @Nullable String deviceClass) {}

  static void add(Draft draft) {
    binary(draft, "motion", "Motion", "motion", Templates.either("motion", "ON", "OFF"));
    binary(draft, "contact", "Contact", "opening", Templates.equal("contact", "open", "ON", "OFF"));
    binary(draft, "alarm", "Alarm", "safety", Templates.either("alarm", "ON", "OFF"));
    READINGS.forEach(each -> reading(draft, each));
    WORDS.forEach(each -> reading(draft, each));
    draft.sensors().ifPresent(sensors -> extras(draft, sensors));
  }

  private static void binary(
      Draft draft, String field, String label, String kind, String template) {
    if (draft.state().has(field) && !draft.isFieldUsed(field)) {
      draft.useField(field);
      Map<String, @Nullable Object> options = told(draft, template);
      options.put("device_class", kind);
      draft.add(field, "binary_sensor", label, options);
    }
  }

  private static void reading(Draft draft, Reading reading) {
    if (!draft.state().has(reading.field()) || draft.isFieldUsed(reading.field())) {
      return;
    }
    draft.useField(reading.field());
    Map<String, @Nullable Object> options = told(draft, Templates.field(reading.field()));
    measure(options, reading.unit(), reading.deviceClass());
    draft.add(reading.field(), "sensor", reading.label(), options);
  }

  private static void extras(Draft draft, Fields sensors) {
    sensors.values().forEach((key, said) -> extra(draft, key, Fields.from(said)));
  }

  private static void extra(Draft draft, String key, Fields sensor) {
    Object value = sensor.get("value");
    String label = sensor.text("name").orElse(key);
    if (value instanceof Boolean) {
      Map<String, @Nullable Object> options = told(draft, Templates.sensorEither(key, "ON", "OFF"));
      draft.add("sensor_" + key, "binary_sensor", label, options);
      return;
    }
    Map<String, @Nullable Object> options = told(draft, Templates.sensor(key));
    String unit = sensor.text("unit").filter(each -> !each.isBlank()).orElse(null);
    if (value == null || value instanceof Number) {
      measure(options, unit, unit == null ? null : kind(unit, key).orElse(null));
    }
    draft.add("sensor_" + key, "sensor", label, options);
  }

  private static Optional<String> kind(String unit, String key) {
    if (!unit.equals(PERCENT)) {
      return Optional.ofNullable(CLASS_OF_UNIT.get(unit));
    }
    String named = key.toLowerCase(Locale.ROOT);
    if (named.contains("batter") || named.equals("soc")) {
      return Optional.of("battery");
    }
    return named.contains("humid") ? Optional.of("humidity") : Optional.empty();
  }

  private static void measure(
      Map<String, @Nullable Object> options, @Nullable String unit, @Nullable String kind) {
    if (unit != null) {
      options.put("unit_of_measurement", unit);
      options.put("state_class", ENERGY.equals(kind) ? "total_increasing" : "measurement");
    }
    if (kind != null) {
      options.put("device_class", kind);
    }
  }

  private static Map<String, @Nullable Object> told(Draft draft, String template) {
    Map<String, @Nullable Object> options = new LinkedHashMap<>();
    options.put("state_topic", draft.places().state());
    options.put("value_template", template);
    return options;
  }
}
