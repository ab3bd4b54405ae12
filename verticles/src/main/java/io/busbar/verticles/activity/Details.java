package io.busbar.verticles.activity;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Secrets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers the details of an item: nothing absent, nothing long, no secret. Pure. */
final class Details {
  private static final int LONGEST_TEXT = 300;
  private static final int LARGEST_OBJECT = 2_000;

  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

  Details with(String name, @Nullable Object value) {
    if (value != null && !"".equals(value)) {
      values.put(name, value instanceof String text ? cut(text, LONGEST_TEXT) : value);
    }
    return this;
  }

  /** Arguments of a command: a code opens doors, so none is told; a large object is left out. */
  Details withArguments(String name, Fields arguments) {
    Map<String, @Nullable Object> open = new LinkedHashMap<>();
    Secrets.without(arguments)
        .values()
        .forEach(
            (key, value) -> {
              if (!key.toLowerCase(Locale.ROOT).endsWith("code")) {
                open.put(key, value);
              }
            });
    if (open.isEmpty()) {
      return this;
    }
    return Json.text(open).length() <= LARGEST_OBJECT ? with(name, open) : with(name, "(large)");
  }

  Fields fields() {
    return values.isEmpty() ? Fields.EMPTY : new Fields(values);
  }

  /** The text, or its begin. */
  static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = longest - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
