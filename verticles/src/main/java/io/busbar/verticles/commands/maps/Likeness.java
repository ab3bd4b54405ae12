package io.busbar.verticles.commands.maps;

import io.busbar.contracts.value.Readings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells whether values are alike at any depth. Pure. */
final class Likeness {
  private Likeness() {}

  /** Whether one of the values is this one. */
  static boolean isAmong(List<?> values, @Nullable Object value) {
    return values.stream().anyMatch(each -> same(each, value));
  }

  /** Whether two values are one reading, inside lists and objects too: 40 and 40.0 are. */
  static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a instanceof List<?> x && b instanceof List<?> y) {
      return sameItems(x, y);
    }
    if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
      return x.keySet().equals(y.keySet())
          && x.keySet().stream().allMatch(key -> same(x.get(key), y.get(key)));
    }
    return Readings.same(a, b);
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
