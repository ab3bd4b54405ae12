package io.busbar.contracts.bus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that what a stranger sent can be written again: JSON may spell half a surrogate pair
 * and numbers beyond a double, which neither UTF-8 nor a reader of ours can carry.
 */
final class ForeignValues {
  private static final String REPLACEMENT = "\uFFFD";

  private ForeignValues() {}

  static Map<String, @Nullable Object> accepted(Map<String, @Nullable Object> object) {
    Map<String, @Nullable Object> accepted = new LinkedHashMap<>(object.size() * 2);
    object.forEach((key, value) -> accepted.put(paired(key), accepted(value)));
    return accepted;
  }

  @SuppressWarnings("unchecked") // JSON object keys are strings
  private static @Nullable Object accepted(@Nullable Object value) {
    if (value instanceof String text) {
      return paired(text);
    }
    if (value instanceof Double number && !Double.isFinite(number)) {
      throw Json.malformed("a number is out of range");
    }
    if (value instanceof Map<?, ?> map) {
      return accepted((Map<String, @Nullable Object>) map);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> accepted = new ArrayList<>(list.size());
      list.forEach(item -> accepted.add(accepted(item)));
      return accepted;
    }
    return value;
  }

  private static String paired(String text) {
    return hasSurrogates(text)
        ? text.codePoints()
            .mapToObj(point -> isHalf(point) ? REPLACEMENT : Character.toString(point))
            .collect(Collectors.joining())
        : text;
  }

  /** Without a stream: every text that comes in is looked through. */
  private static boolean hasSurrogates(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHalf(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }
}
