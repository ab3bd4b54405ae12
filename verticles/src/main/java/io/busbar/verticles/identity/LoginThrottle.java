package io.busbar.verticles.identity;

import io.busbar.contracts.bus.HubFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Slows down guessing (spec 3). Each key (a client address, a user name) may fail {@value
 * #FREE_FAILURES} times within a minute; every failure from then on closes the key for a delay that
 * starts at one second and doubles up to five minutes. A success opens it again, and so do {@code
 * FORGIVEN_AFTER} without a failure. Attempts whose outcome is still open count as failures, so
 * that sending many at once gains nothing.
 */
final class LoginThrottle {
  static final int FREE_FAILURES = 5;
  static final Duration WINDOW = Duration.ofMinutes(1);
  static final Duration FIRST_DELAY = Duration.ofSeconds(1);
  static final Duration LONGEST_DELAY = Duration.ofMinutes(5);
  static final Duration FORGIVEN_AFTER = Duration.ofMinutes(15);
  static final int MOST_KEYS = 10_000;

  private final InstantSource clock;
  private final Map<String, Track> tracks = new LinkedHashMap<>(16, 0.75f, true);

  LoginThrottle(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Admits an attempt under all its keys, or none.
   *
   * @throws HubFailure OVERLOADED with reason RATE_LIMITED while one of the keys is closed
   */
  synchronized Attempt admit(List<String> keys) {
    Instant now = clock.instant();
    for (String key : keys) {
      Duration wait = tracks.getOrDefault(key, Track.NEW).wait(now);
      if (!wait.isZero()) {
        throw tooMany(wait);
      }
    }
    for (String key : keys) {
      makeRoom(now);
      tracks.put(key, tracks.getOrDefault(key, Track.NEW).opened(now));
    }
    return new Attempt(List.copyOf(keys));
  }

  synchronized int size() {
    return tracks.size();
  }

  private void makeRoom(Instant now) {
    if (tracks.size() < MOST_KEYS) {
      return;
    }
    tracks.values().removeIf(track -> track.isForgotten(now));
    if (tracks.size() >= MOST_KEYS) {
      tracks.remove(tracks.keySet().iterator().next());
    }
  }

  private static HubFailure tooMany(Duration wait) {
    long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
    return HubFailure.overloaded(
            "Too many failed attempts.", "Try again in %d s.".formatted(seconds))
        .reason("RATE_LIMITED");
  }

  /** One admitted attempt; it must end in exactly one of three ways. */
  final class Attempt {
    private final List<String> keys;

    private Attempt(List<String> keys) {
      this.keys = keys;
    }

    /** The secret was right: its keys start afresh. */
    void succeeded() {
      synchronized (LoginThrottle.this) {
        keys.forEach(tracks::remove);
      }
    }

    /** The secret was wrong. */
    void failed() {
      Instant now = clock.instant();
      synchronized (LoginThrottle.this) {
        keys.forEach(key -> tracks.computeIfPresent(key, (same, track) -> track.failed(now)));
      }
    }

    /** It was never found out whether the secret was right. */
    void abandoned() {
      synchronized (LoginThrottle.this) {
        keys.forEach(key -> tracks.computeIfPresent(key, (same, track) -> track.abandoned()));
      }
    }
  }

  /**
   * The past of one key.
   *
   * @param recent failures of the last minute, oldest first
   * @param delays how many delays were imposed in a row
   * @param open attempts without an outcome
   */
  private record Track(List<Instant> recent, int delays, Instant closedUntil, int open) {
    static final Track NEW = new Track(List.of(), 0, Instant.MIN, 0);

    Duration wait(Instant now) {
      if (now.isBefore(closedUntil)) {
        return Duration.between(now, closedUntil);
      }
      Track present = forgiven(now);
      int allowed = present.delays > 0 ? 1 : FREE_FAILURES - present.recent.size();
      return open < Math.max(1, allowed) ? Duration.ZERO : FIRST_DELAY;
    }

    Track opened(Instant now) {
      Track present = forgiven(now);
      return new Track(present.recent, present.delays, present.closedUntil, open + 1);
    }

    Track failed(Instant now) {
      Track present = forgiven(now);
      List<Instant> failures = new ArrayList<>(present.recent);
      failures.add(now);
      int stillOpen = Math.max(0, open - 1);
      if (present.delays == 0 && failures.size() < FREE_FAILURES) {
        return new Track(List.copyOf(failures), 0, Instant.MIN, stillOpen);
      }
      return new Track(List.of(), present.delays + 1, now.plus(delay(present.delays)), stillOpen);
    }

    Track abandoned() {
      return new Track(recent, delays, closedUntil, Math.max(0, open - 1));
    }

    boolean isForgotten(Instant now) {
      Track present = forgiven(now);
      return open == 0 && present.delays == 0 && present.recent.isEmpty();
    }

    private Track forgiven(Instant now) {
      if (delays > 0) {
        return now.isBefore(closedUntil.plus(FORGIVEN_AFTER))
            ? this
            : new Track(List.of(), 0, Instant.MIN, open);
      }
      List<Instant> young =
          recent.stream().filter(failure -> failure.plus(WINDOW).isAfter(now)).toList();
      return new Track(young, 0, Instant.MIN, open);
    }

    private static Duration delay(int imposedBefore) {
      int doublings = Math.min(imposedBefore, 20);
      Duration delay = FIRST_DELAY.multipliedBy(1L << doublings);
      return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
    }
  }
}
