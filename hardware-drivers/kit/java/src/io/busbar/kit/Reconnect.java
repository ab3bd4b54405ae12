package io.busbar.kit;

import java.time.Duration;

/** How long a driver waits before it connects again: 2 s doubling to 60 s, 20 % more or less. */
final class Reconnect {
  static final Duration MAX = Duration.ofSeconds(60);
  private static final long FIRST_MILLIS = 2_000;
  private static final int DOUBLINGS = 5;
  private static final double JITTER = 0.2;

  private Reconnect() {}

  /**
   * @param failures how many in a row, from 1
   * @param random from 0 to 1
   */
  static Duration delay(int failures, double random) {
    long plain = FIRST_MILLIS << Math.min(failures - 1, DOUBLINGS);
    double factor = 1 - JITTER + 2 * JITTER * random;
    return Duration.ofMillis(Math.round(Math.min(plain, MAX.toMillis()) * factor));
  }
}
