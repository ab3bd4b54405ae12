package io.busbar.verticles.commands.maps;

import io.busbar.contracts.value.Fields;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks into states, events and arguments by dotted paths. Pure. */
public final class Readings {
  private static final Pattern STEPS = Pattern.compile("\\.");

  private Readings() {}

  /** The value at {@code a.b.c}, or under that very key; null when there is none. */
  public static @Nullable Object at(Fields fields, String path) {
    if (fields.has(path)) {
      return fields.get(path);
    }
    Object value = fields.values();
    for (String step : STEPS.split(path, -1)) {
      value = Fields.from(value).get(step);
    }
    return value;
  }

  /** Whether one of the values is this one. */
  static boolean isAmong(List<?> values, @Nullable Object value) {
    return values.stream().anyMatch(each -> same(each, value));
  }

  /** Whether two values are one reading: 40 and 40.0 are. */
  static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Number x && b instanceof Number y) {
      return x.equals(y) || x.doubleValue() == y.doubleValue();
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      return sameItems(x, y);
    }
    if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
      return x.keySet().equals(y.keySet())
          && x.keySet().stream().allMatch(key -> same(x.get(key), y.get(key)));
    }
    return Objects.equals(a, b);
  }

  private static boolean sameItems(List<?> a, List<?> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!same(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }
}
