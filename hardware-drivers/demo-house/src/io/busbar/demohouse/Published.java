package io.busbar.demohouse;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How readings are written, coarse enough that noise is no news. */
final class Published {
  private static final double TENTHS = 10;

  private Published() {}

  static double tenths(double value) {
    return Math.round(value * TENTHS) / TENTHS;
  }

  /** An item of {@code extras.sensors} (spec 9.2). */
  static Map<String, @Nullable Object> sensor(String name, Object value, String unit) {
    return Map.of("name", name, "value", value, "unit", unit);
  }
}
