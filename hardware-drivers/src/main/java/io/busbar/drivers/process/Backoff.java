package io.busbar.drivers.process;

import java.time.Duration;

/** How long to wait before the next start (spec 7.6). */
final class Backoff {
  static final int CRASHES_BEFORE_GIVING_UP = 10;
  static final Duration HEALTHY = Duration.ofMinutes(5);
  static final Duration AFTER_GIVING_UP = Duration.ofMinutes(15);
  static final Duration MAX = Duration.ofSeconds(60);
  static final double JITTER = 0.2;
  private static final int DOUBLINGS = 6;

  private Backoff() {}

  /**
   * 1 s, doubling to 60 s, 20 % more or less.
   *
   * @param quickCrashes how many in a row, from 1
   * @param random from 0 to 1
   */
  static Duration delay(int quickCrashes, double random) {
    long plain = 1000L << Math.min(quickCrashes - 1, DOUBLINGS);
    double factor = 1 - JITTER + 2 * JITTER * random;
    return Duration.ofMillis(Math.round(Math.min(plain, MAX.toMillis()) * factor));
  }
}
