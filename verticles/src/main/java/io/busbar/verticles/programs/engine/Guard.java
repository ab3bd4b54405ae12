package io.busbar.verticles.programs.engine;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.programs.ProgramRun.Status;
import io.busbar.contracts.programs.ProgramsContract.Warned;
import io.busbar.contracts.value.Fields;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Stops programs that start one another, or themselves, without end (spec 9.5). */
final class Guard {
  static final String REASON = "LOOP_GUARD";
  static final int MOST_DEEP = 16;
  static final int MOST_PER_MINUTE = 100;

  private final RunEvents events;
  private final Births births;
  private final Map<String, RateLimit> starts = new HashMap<>();
  private final Map<String, RateLimit> warnings = new HashMap<>();

  Guard(RunEvents events, Births births) {
    this.events = events;
    this.births = births;
  }

  /**
   * @throws HubFailure CONFLICT LOOP_GUARD it is too deep, or would wait for itself
   */
  void requireNoLoop(Start start) {
    if (start.depth() > MOST_DEEP) {
      throw stop(start, "Programs run one another more than %d deep.".formatted(MOST_DEEP));
    }
    boolean own = start.above().contains(start.program().id());
    boolean waits =
        switch (start.program().program().mode()) {
          case QUEUED, RESTART -> true;
          case SINGLE, PARALLEL -> false;
        };
    if (own && waits) {
      throw stop(start, "The program would wait for itself.");
    }
  }

  /**
   * Counts a start.
   *
   * @throws HubFailure CONFLICT LOOP_GUARD it is one too many this minute
   */
  void count(Start start) {
    RateLimit limit =
        starts.computeIfAbsent(start.program().id(), id -> new RateLimit(MOST_PER_MINUTE));
    if (!limit.take(births.now())) {
      throw stop(
          start, "The program was run more than %d times a minute.".formatted(MOST_PER_MINUTE));
    }
  }

  /** Warns of a program, once a minute. Says whether it did. */
  boolean warn(String programId, String name, String code, String message) {
    RateLimit limit = warnings.computeIfAbsent(programId + " " + code, id -> new RateLimit(1));
    Instant now = births.now();
    if (!limit.take(now)) {
      return false;
    }
    Fields about = new Fields(Map.of("programId", programId, "name", name));
    events.warned(new Warned(code, message, about, now));
    return true;
  }

  /** Forgets what was quiet for a minute. */
  void tidy() {
    Instant now = births.now();
    starts.values().removeIf(limit -> limit.isIdle(now));
    warnings.values().removeIf(limit -> limit.isIdle(now));
  }

  private HubFailure stop(Start start, String message) {
    HubFailure failure =
        HubFailure.conflict(
            REASON, message, "Look for triggers that the program's own actions fire.");
    String name = start.program().program().name();
    if (warn(start.program().id(), name, REASON, "'%s': %s".formatted(name, message))) {
      Run refused = births.run(start, Status.QUEUED);
      refused.end(failure, births.now());
      events.moved(refused);
    }
    return failure;
  }
}
