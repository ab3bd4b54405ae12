package io.busbar.verticles.history;

import org.jspecify.annotations.Nullable;

/**
 * What a number did in one stretch of time. Pure.
 *
 * @param start when the stretch began, in milliseconds
 * @param min null when it held no number
 * @param sum values times the milliseconds each held
 * @param weight for how many milliseconds a value was known
 * @param last null when it ended as unknown
 */
public record Span(
    long start,
    @Nullable Double min,
    @Nullable Double max,
    double sum,
    long weight,
    @Nullable Double last) {

  /** A value that held throughout. */
  static Span constant(long start, double value, long millis) {
    return new Span(start, value, value, value * millis, millis, value);
  }

  /** This stretch with what followed in it. */
  Span plus(Span later) {
    return new Span(
        start,
        least(min, later.min),
        greatest(max, later.max),
        sum + later.sum,
        weight + later.weight,
        later.last);
  }

  /** The mean over time; null when no number was known. */
  @Nullable Double average() {
    return weight == 0 ? last : Double.valueOf(sum / weight);
  }

  static @Nullable Double least(@Nullable Double a, @Nullable Double b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return Math.min(a, b);
  }

  static @Nullable Double greatest(@Nullable Double a, @Nullable Double b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return Math.max(a, b);
  }
}
