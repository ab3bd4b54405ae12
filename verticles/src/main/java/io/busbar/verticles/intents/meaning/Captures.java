package io.busbar.verticles.intents.meaning;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the slots of a pattern took from a sentence; a chain, the last first.
 *
 * @param weight of everything read
 */
record Captures(String type, Object value, double weight, @Nullable Captures before) {
  static final Captures NONE = new Captures("", "", 1, null);

  Captures and(String newType, Found<Object> found) {
    return new Captures(newType, found.value(), weight * found.weight(), this);
  }

  Optional<Object> get(String wanted) {
    for (Captures at = this; at != null; at = at.before) {
      if (at.type.equals(wanted)) {
        return Optional.of(at.value);
      }
    }
    return Optional.empty();
  }
}
