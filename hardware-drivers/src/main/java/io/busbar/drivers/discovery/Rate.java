package io.busbar.drivers.discovery;

import java.time.Duration;

/** So many a second, with a second's worth at once. */
final class Rate {
  private static final double SECOND = Duration.ofSeconds(1).toNanos();

  private final int perSecond;
  private double left;
  private long at;

  Rate(int perSecond, long nanos) {
    this.perSecond = perSecond;
    this.left = perSecond;
    this.at = nanos;
  }

  /** Takes one, when there is one. */
  boolean take(long nanos) {
    left = Math.min(perSecond, left + (nanos - at) / SECOND * perSecond);
    at = nanos;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
