package io.busbar.drivers.discovery.tasmota;

import io.busbar.contracts.value.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A nested report as single values with dotted names; an item of a list has its number. */
final class Flat {
  private static final int MAX_DEPTH = 4;
  private static final int MAX_VALUES = 300;

  /** Wrappers around a report that was asked for. */
  private static final Set<String> WRAPPERS = Set.of("StatusSNS", "StatusSTS");

  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

  private Flat() {}

  static Map<String, @Nullable Object> of(Fields report) {
    Flat flat = new Flat();
    flat.object("", report.values(), 1);
    return flat.values;
  }

  private void object(String path, Map<?, ?> object, int depth) {
    object.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          add(WRAPPERS.contains(name) ? "" : path + name, value, depth);
        });
  }

  private void add(String path, @Nullable Object value, int depth) {
    if (values.size() >= MAX_VALUES || depth > MAX_DEPTH) {
      return;
    }
    String inside = path.isEmpty() ? "" : path + ".";
    if (value instanceof Map<?, ?> map) {
      object(inside, map, depth + 1);
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < Math.min(MAX_VALUES, list.size()); i++) {
        add(inside + i, list.get(i), depth + 1);
      }
    } else if (!path.isEmpty()) {
      values.put(path, value);
    }
  }
}
