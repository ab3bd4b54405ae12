package io.busbar.drivers.discovery.template;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values that a loop may change for what comes after it. */
final class Namespace {
  private final Map<String, @Nullable Object> values;

  Namespace(Map<String, @Nullable Object> values) {
    this.values = new HashMap<>(values);
  }

  @Nullable Object get(String name) {
    return values.containsKey(name) ? values.get(name) : Absent.ABSENT;
  }

  void set(String name, @Nullable Object value) {
    values.put(name, value);
  }
}
