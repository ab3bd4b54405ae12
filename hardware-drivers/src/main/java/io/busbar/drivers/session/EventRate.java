package io.busbar.drivers.session;

import io.busbar.drivers.rate.TokenBucket;
import java.time.Clock;

/** A token bucket over a driver's events, and what to do when it is empty (spec 6.4). */
final class EventRate {
  private static final long WARN_EVERY_MS = 60_000;

  private final TokenBucket bucket;
  private final int excessBeforePause;
  private final Clock clock;
  private long warnedMs;
  private int excess;

  EventRate(SessionLimits limits, Clock clock) {
    this.bucket =
        new TokenBucket(limits.eventsPerSecond(), limits.eventBurst(), TokenBucket.nanos(clock));
    this.excessBeforePause = Math.max(10, limits.eventsPerSecond() / 2);
    this.clock = clock;
    this.warnedMs = clock.millis() - WARN_EVERY_MS;
  }

  /** Takes a token; answers false when there is none. */
  boolean allows() {
    return bucket.take(TokenBucket.nanos(clock));
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
}
