package io.busbar.bridge.protocol;

import io.busbar.contracts.bus.HubFailure;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How large a request may be: parts, texts and depth. Pure. */
final class PayloadSize {
  static final int DEEPEST = 32;
  static final int MOST_VALUES = 20_000;
  static final int MOST_CHARACTERS = 256 * 1024;

  private int values;
  private int characters;

  private PayloadSize() {}

  /**
   * @throws HubFailure INVALID TOO_LARGE
   */
  static void require(Map<String, @Nullable Object> message) {
    new PayloadSize().add(message, 0);
  }

  private void add(@Nullable Object value, int depth) {
    values++;
    if (depth > DEEPEST) {
      throw tooLarge("is nested deeper than %d levels".formatted(DEEPEST), "Send it flatter.");
    }
    if (value instanceof String text) {
      characters += text.length();
    } else if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, item) -> {
            characters += String.valueOf(key).length();
            add(item, depth + 1);
          });
    } else if (value instanceof Collection<?> list) {
      list.forEach(item -> add(item, depth + 1));
    }
    if (values > MOST_VALUES || characters > MOST_CHARACTERS) {
      throw tooLarge(
          "holds more than %d values or %d characters".formatted(MOST_VALUES, MOST_CHARACTERS),
          "Send less at a time.");
    }
  }

  private static HubFailure tooLarge(String what, String hint) {
    return HubFailure.invalid("The request " + what + ".", hint)
        .reason("TOO_LARGE")
        .details(List.of("/: " + what));
  }
}
