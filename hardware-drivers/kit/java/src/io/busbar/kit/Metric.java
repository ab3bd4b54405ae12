package io.busbar.kit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One telemetry reading. */
public record Metric(String key, double value, @Nullable String unit) {
  Map<String, Object> written() {
    Map<String, Object> written = new LinkedHashMap<>();
    written.put("key", key);
    written.put("value", value);
    if (unit != null) {
      written.put("unit", unit);
    }
    return written;
  }
}
