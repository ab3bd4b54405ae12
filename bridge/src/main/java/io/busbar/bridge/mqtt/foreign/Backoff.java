package io.busbar.bridge.mqtt.foreign;

import java.util.random.RandomGenerator;

/** How long to wait before the next attempt: twice as long each time, never exactly. */
final class Backoff {
  static final long FIRST_MS = 1000;
  static final long LONGEST_MS = 60_000;

  private final RandomGenerator random;
  private long nextMs = FIRST_MS;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** Half of the time to all of it, so that many hubs do not come back at once. */
  long next() {
    long longest = nextMs;
    nextMs = Math.min(LONGEST_MS, nextMs * 2);
    return longest / 2 + random.nextLong(longest / 2 + 1);
  }

  void reset() {
    nextMs = FIRST_MS;
  }
}
