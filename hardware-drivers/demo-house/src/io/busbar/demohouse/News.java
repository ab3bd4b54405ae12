package io.busbar.demohouse;

import io.busbar.kit.Metric;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Remembers what was published, so that only what differs is published again. */
final class News {
  private static final Map<String, String> MEASURED = Map.of("temperature", "°C", "humidity", "%");

  private final Map<String, Map<String, @Nullable Object>> told = new HashMap<>();

  /** The fields that differ from what was told of this device; remembers them as told. */
  Map<String, @Nullable Object> of(String device, Map<String, @Nullable Object> state) {
    Map<String, @Nullable Object> before = told.getOrDefault(device, Map.of());
    Map<String, @Nullable Object> changed = new LinkedHashMap<>();
    state.forEach(
        (field, value) -> {
          if (!before.containsKey(field) || !Objects.equals(before.get(field), value)) {
            changed.put(field, value);
          }
        });
    told.put(device, state);
    return changed;
  }

  /** Everything counts as news for this device again. */
  void forget(String device) {
    told.remove(device);
  }

  /** The readings in a state that are worth a curve. */
  static List<Metric> metrics(Map<String, @Nullable Object> state) {
    List<Metric> metrics = new ArrayList<>();
    MEASURED.forEach((field, unit) -> add(metrics, field, state.get(field), unit));
    if (state.get("extras") instanceof Map<?, ?> extras
        && extras.get("sensors") instanceof Map<?, ?> sensors) {
      sensors.forEach((key, sensor) -> add(metrics, String.valueOf(key), sensor));
    }
    return metrics;
  }

  private static void add(List<Metric> metrics, String key, @Nullable Object sensor) {
    if (sensor instanceof Map<?, ?> reading) {
      add(metrics, key, reading.get("value"), String.valueOf(reading.get("unit")));
    }
  }

  private static void add(List<Metric> metrics, String key, @Nullable Object value, String unit) {
    if (value instanceof Number number) {
      metrics.add(new Metric(key, number.doubleValue(), unit));
    }
  }
}
