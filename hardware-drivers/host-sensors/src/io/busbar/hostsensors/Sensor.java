package io.busbar.hostsensors;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One published reading.
 *
 * @param value null when it is unknown
 */
record Sensor(String key, String name, @Nullable Double value, String unit) {
  private static final double ROUNDING = 100;

  static Sensor of(String key, String name, @Nullable Number value, String unit) {
    return new Sensor(key, name, value == null ? null : rounded(value.doubleValue()), unit);
  }

  Map<String, @Nullable Object> published() {
    Map<String, @Nullable Object> published = new LinkedHashMap<>();
    published.put("name", name);
    published.put("value", value);
    published.put("unit", unit);
    return published;
  }

  private static @Nullable Double rounded(double value) {
    return Double.isFinite(value) ? Math.round(value * ROUNDING) / ROUNDING : null;
  }
}
