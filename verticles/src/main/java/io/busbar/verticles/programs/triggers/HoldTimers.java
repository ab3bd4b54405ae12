package io.busbar.verticles.programs.triggers;

import io.busbar.verticles.database.WriteBehind;
import io.busbar.verticles.programs.triggers.TriggerStore.Change;
import io.busbar.verticles.time.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets triggers wait until they have held long enough; what waits survives a restart. */
final class HoldTimers {
  private static final int MOST = 250_000;
  private static final Duration GATHER = Duration.ofMillis(50);

  private final Timers timers;
  private final InstantSource clock;
  private final WriteBehind<Place, Change> writes;
  private final Map<Place, Waiting> waiting = new HashMap<>();

  /** Where a trigger stands. */
  record Place(String programId, int position) {
    static Place of(Armed<?> armed) {
      return new Place(armed.programId(), armed.position());
    }
  }

  private record Waiting(PendingTrigger pending, Timers.Timer timer) {}

  HoldTimers(TriggerStore store, Timers timers, InstantSource clock) {
    this.timers = timers;
    this.clock = clock;
    this.writes = new WriteBehind<>("waiting triggers", MOST, GATHER, timers, store::write);
  }

  boolean isWaiting(Place place) {
    return waiting.containsKey(place);
  }

  /** Waits anew from now on. */
  void begin(Armed<?> armed, String occasion, Duration hold, Runnable work) {
    PendingTrigger pending =
        new PendingTrigger(
            armed.programId(),
            armed.position(),
            armed.hash(),
            occasion,
            clock.instant(),
            clock.instant().plus(hold));
    Place place = Place.of(armed);
    boolean unused = stopTimer(place);
    boolean written = writes.put(place, change(place, pending));
    if (written) {
      arm(place, pending, work);
    }
  }

  /** Goes on waiting after a restart; at once when it is overdue. */
  void resume(PendingTrigger pending, Runnable work) {
    arm(new Place(pending.programId(), pending.position()), pending, work);
  }

  /** What waits at a place will not fire. */
  void drop(Place place) {
    if (stopTimer(place)) {
      forget(place);
    }
  }

  /** Forgets what was stored and cannot be resumed. */
  void forget(Place place) {
    boolean unused = writes.put(place, change(place, null));
  }

  /** Drops what waits for a program, except triggers that are still the same. */
  void keepOnly(String programId, Map<Integer, String> hashes) {
    List<Place> gone =
        waiting.entrySet().stream()
            .filter(entry -> entry.getKey().programId().equals(programId))
            .filter(entry -> isOther(entry.getValue().pending(), hashes))
            .map(Map.Entry::getKey)
            .toList();
    gone.forEach(this::drop);
  }

  /** Stops all timers; what waits stays stored. Succeeds when everything is. */
  Future<Void> stop() {
    waiting.values().forEach(held -> held.timer().cancel());
    waiting.clear();
    return writes.stored();
  }

  private static boolean isOther(PendingTrigger pending, Map<Integer, String> hashes) {
    return !pending.trigger().equals(hashes.get(pending.position()));
  }

  private void arm(Place place, PendingTrigger pending, Runnable work) {
    Duration left = Duration.between(clock.instant(), pending.due());
    Timers.Timer timer =
        timers.after(left.isNegative() ? Duration.ZERO : left, () -> due(place, work));
    waiting.put(place, new Waiting(pending, timer));
  }

  private void due(Place place, Runnable work) {
    if (waiting.remove(place) != null) {
      forget(place);
      work.run();
    }
  }

  private boolean stopTimer(Place place) {
    Waiting held = waiting.remove(place);
    if (held != null) {
      held.timer().cancel();
    }
    return held != null;
  }

  private static Change change(Place place, @Nullable PendingTrigger pending) {
    return new Change(place.programId(), place.position(), pending);
  }
}
