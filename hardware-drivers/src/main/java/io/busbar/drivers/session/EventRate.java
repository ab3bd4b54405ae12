package io.busbar.drivers.session;

import java.time.Clock;

/** A token bucket over a driver's events, and what to do when it is empty (spec 6.4). */
final class EventRate {
  private static final long WARN_EVERY_MS = 60_000;
  private static final double MILLIS = 1000.0;

  private final double perMs;
  private final int burst;
  private final int excessBeforePause;
  private final Clock clock;
  private double tokens;
  private long refilledMs;
  private long warnedMs;
  private int excess;

  EventRate(SessionLimits limits, Clock clock) {
    this.perMs = limits.eventsPerSecond() / MILLIS;
    this.burst = limits.eventBurst();
    this.excessBeforePause = Math.max(10, limits.eventsPerSecond() / 2);
    this.clock = clock;
    this.tokens = burst;
    this.refilledMs = clock.millis();
    this.warnedMs = refilledMs - WARN_EVERY_MS;
  }

  /** Takes a token; answers false when there is none. */
  boolean allows() {
    refill();
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }

  /** Counts an event over the rate. Answers whether to stop reading the driver for a moment. */
  boolean overrun() {
    excess++;
    if (excess < excessBeforePause) {
      return false;
    }
    excess = 0;
    return true;
  }

  /** Whether it is time to tell the driver; true at most once a minute. */
  boolean shouldWarn() {
    long now = clock.millis();
    if (now - warnedMs < WARN_EVERY_MS) {
      return false;
    }
    warnedMs = now;
    return true;
  }

  private void refill() {
    long now = clock.millis();
    tokens = Math.min(burst, tokens + (now - refilledMs) * perMs);
    refilledMs = now;
  }
}
