package io.busbar.verticles.programs.engine;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.programs.Program.Mode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The runs of one program, as its mode allows them. */
final class Slot {
  static final int MOST_AT_ONCE = 10;
  static final int MOST_WAITING = 10;

  private final List<Run> running = new ArrayList<>();
  private final ArrayDeque<Run> waiting = new ArrayDeque<>();

  /**
   * Whether another run must wait for its turn.
   *
   * @throws HubFailure CONFLICT ALREADY_RUNNING · OVERLOADED too many run or wait
   */
  boolean mustWait(Mode mode, String name) {
    if (running.isEmpty()) {
      return false;
    }
    return switch (mode) {
      case SINGLE ->
          throw HubFailure.conflict(
              "ALREADY_RUNNING",
              "'%s' is running.".formatted(name),
              "Wait for its end, cancel the run, or choose another mode.");
      case RESTART -> false;
      case QUEUED -> {
        requireRoom(waiting.size(), MOST_WAITING, name, "wait");
        yield true;
      }
      case PARALLEL -> {
        requireRoom(running.size(), MOST_AT_ONCE, name, "are under way");
        yield false;
      }
    };
  }

  void add(Run run, boolean waits) {
    if (waits) {
      waiting.addLast(run);
    } else {
      running.add(run);
    }
  }

  boolean isWaiting(Run run) {
    return waiting.contains(run);
  }

  /** Those that were let in before this one. */
  List<Run> before(Run run) {
    int place = running.indexOf(run);
    return place < 0 ? List.of() : List.copyOf(running.subList(0, place));
  }

  /** Takes an ended run out; the next whose turn it is, if there is one. */
  @Nullable Run remove(Run run) {
    boolean waited = waiting.remove(run);
    boolean ran = running.remove(run);
    if (waited || !ran || !running.isEmpty()) {
      return null;
    }
    Run next = waiting.pollFirst();
    if (next != null) {
      running.add(next);
    }
    return next;
  }

  boolean isEmpty() {
    return running.isEmpty() && waiting.isEmpty();
  }

  private static void requireRoom(int present, int most, String name, String how) {
    if (present >= most) {
      throw HubFailure.overloaded(
              "%d runs of '%s' %s already.".formatted(present, name, how),
              "Wait for some to end, or cancel them.")
          .reason("TOO_MANY_RUNS");
    }
  }
}
