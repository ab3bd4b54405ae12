package io.busbar.verticles.intents.meaning;

import org.jspecify.annotations.Nullable;

/**
 * What is to be done, apart from what it is done to.
 *
 * @param act a key of {@code acts.json}, or {@code set}, {@code raise}, {@code lower}
 * @param property what is set, raised or lowered; null: what the device's domain means by it
 * @param value to set
 * @param by how far to raise or lower: the value's own units; null: steps
 * @param steps how many steps to raise or lower
 */
record Wish(
    String act,
    @Nullable String property,
    @Nullable Object value,
    @Nullable Double by,
    double steps) {
  static final String SET = "set";
  static final String RAISE = "raise";
  static final String LOWER = "lower";

  boolean isRelative() {
    return act.equals(RAISE) || act.equals(LOWER);
  }
}
