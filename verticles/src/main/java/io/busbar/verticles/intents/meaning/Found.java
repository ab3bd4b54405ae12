package io.busbar.verticles.intents.meaning;

/**
 * Something read from a sentence.
 *
 * @param end where it ends
 * @param weight 1 when it is exact
 */
record Found<T>(int end, T value, double weight) {
  Found(int end, T value) {
    this(end, value, 1);
  }
}
