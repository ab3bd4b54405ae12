package io.busbar.verticles.urlhooks;

import io.busbar.contracts.bus.HubFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How often one key may be used: a burst, and after it so many a second. */
final class CallRates {
  private static final int MOST_KEYS = 10_000;

  private final double burst;
  private final double perSecond;
  private final InstantSource clock;
  private final Map<String, Bucket> buckets = new HashMap<>();

  private record Bucket(double left, Instant at) {}

  CallRates(double burst, double perSecond, InstantSource clock) {
    this.burst = burst;
    this.perSecond = perSecond;
    this.clock = clock;
  }

  /** Uses the key once more; false when it is used up, or when too many keys are in use. */
  boolean take(String key) {
    Instant now = clock.instant();
    if (buckets.size() >= MOST_KEYS && !buckets.containsKey(key)) {
      buckets.values().removeIf(bucket -> left(bucket, now) >= burst);
      if (buckets.size() >= MOST_KEYS) {
        return false;
      }
    }
    double left = left(buckets.get(key), now);
    if (left < 1) {
      return false;
    }
    buckets.put(key, new Bucket(left - 1, now));
    return true;
  }

  static HubFailure often() {
    return HubFailure.overloaded("This address is called too often.", "Wait for a moment.");
  }

  /** A clock that was put back fills nothing and takes nothing. */
  private double left(@Nullable Bucket bucket, Instant now) {
    if (bucket == null) {
      return burst;
    }
    double seconds = Math.max(0, Duration.between(bucket.at(), now).toMillis() / 1000.0);
    return Math.min(burst, bucket.left() + seconds * perSecond);
  }
}
