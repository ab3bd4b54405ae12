package io.busbar.drivers.rs90;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Lets so many pass a second, and more in a burst. */
final class Rate {
  private static final double MILLIS = 1_000;

  private final int perSecond;
  private final int burst;
  private final InstantSource clock;
  private double left;
  private Instant at;

  Rate(int perSecond, int burst, InstantSource clock) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.clock = clock;
    this.left = burst;
    this.at = clock.instant();
  }

  /** Whether one more may pass. */
  boolean take() {
    Instant now = clock.instant();
    double gained = Math.max(0, Duration.between(at, now).toMillis()) * perSecond / MILLIS;
    at = now;
    left = Math.min(burst, left + gained);
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
