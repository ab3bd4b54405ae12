package io.busbar.verticles.programs.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/** So many within a minute, and no more. */
final class RateLimit {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final int most;
  private final ArrayDeque<Instant> taken = new ArrayDeque<>();

  RateLimit(int most) {
    this.most = most;
  }

  /** Whether one more is within the limit; then it counts. */
  boolean take(Instant now) {
    forget(now);
    if (taken.size() >= most) {
      return false;
    }
    taken.addLast(now);
    return true;
  }

  boolean isIdle(Instant now) {
    forget(now);
    return taken.isEmpty();
  }

  /** A clock that was put back must not keep what lies in its future for ever. */
  private void forget(Instant now) {
    Instant since = now.minus(WINDOW);
    taken.removeIf(at -> !at.isAfter(since) || at.isAfter(now));
  }
}
