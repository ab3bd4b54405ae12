package io.busbar.verticles.commands.maps;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Pauses action maps that fire too often. Pure. */
public final class FiringLimit {
  /** How often a map may fire within {@link #SPAN}. */
  public static final int MOST = 20;

  public static final Duration SPAN = Duration.ofSeconds(10);

  /** How long a map that fires more often is paused. */
  public static final Duration PAUSE = Duration.ofMinutes(1);

  private final Map<String, Deque<Instant>> fired = new HashMap<>();
  private final Map<String, Instant> pausedUntil = new HashMap<>();

  /** Whether a map fires. */
  public enum Verdict {
    FIRES,
    /** It fired too often: from now on it does not, for a while. */
    PAUSES,
    PAUSED
  }

  /** Asks whether a map may fire, and counts it when it may. */
  public Verdict ask(String map, Instant now) {
    Instant until = pausedUntil.get(map);
    if (until != null && now.isBefore(until)) {
      return Verdict.PAUSED;
    }
    pausedUntil.remove(map);
    Deque<Instant> recent = fired.computeIfAbsent(map, id -> new ArrayDeque<>(MOST));
    while (!recent.isEmpty() && !recent.peekFirst().plus(SPAN).isAfter(now)) {
      recent.removeFirst();
    }
    if (recent.size() >= MOST) {
      fired.remove(map);
      pausedUntil.put(map, now.plus(PAUSE));
      return Verdict.PAUSES;
    }
    recent.addLast(now);
    return Verdict.FIRES;
  }

  /** A map was changed or removed: it starts anew. */
  public void forget(String map) {
    fired.remove(map);
    pausedUntil.remove(map);
  }
}
