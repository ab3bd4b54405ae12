package io.busbar.drivers.rate;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** Lets so many pass a second, and more in a burst. A clock that is put back fills nothing. */
public final class TokenBucket {
  private static final double SECOND = Duration.ofSeconds(1).toNanos();

  private final double perSecond;
  private final int burst;
  private double left;
  private long at;

  /**
   * Makes a full one.
   *
   * @param burst how many may pass at once
   * @param nanos the time now, from anywhere
   */
  public TokenBucket(double perSecond, int burst, long nanos) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.left = burst;
    this.at = nanos;
  }

  /** A moment of a clock as the time of a bucket. */
  public static long nanos(InstantSource clock) {
    return TimeUnit.MILLISECONDS.toNanos(clock.millis());
  }

  /** Whether one more may pass now; then it counts. */
  public boolean take(long nanos) {
    left = Math.min(burst, left + Math.max(0, nanos - at) * perSecond / SECOND);
    at = nanos;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
