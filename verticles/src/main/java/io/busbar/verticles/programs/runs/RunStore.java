package io.busbar.verticles.programs.runs;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramsContract.ListRuns;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps runs. Fails with {@link HubFailure} UNAVAILABLE. */
public interface RunStore {
  /** What a run says that a hub which died had left open. */
  String ABANDONED = "The hub ended in the middle of it: what was done is not known.";

  /** What a run says that had waited for its turn when the hub died. */
  String NEVER_BEGAN = "The hub ended before it began.";

  /** How many runs are listed when the question does not say. */
  int DEFAULT_LIMIT = 100;

  /**
   * Writes a run and some of its steps, over what was written of them before. Succeeds when it is
   * durable.
   *
   * @param node the node that runs it
   * @param run its own list of steps is not looked at
   */
  Future<Void> save(String node, ProgramRun run, List<NumberedStep> steps);

  /** Reads a run with its steps. */
  Future<Optional<ProgramRun>> find(String runId);

  /** Lists runs without their steps, the newest first. */
  Future<List<ProgramRun>> list(ListRuns query);

  /** The newest run of each program, without steps. */
  Future<List<ProgramRun>> newestOfEach();

  /**
   * Ends what a node that died had left open: what ran is UNKNOWN, what waited is CANCELLED.
   * Succeeds with how many runs those were.
   */
  Future<Integer> endAbandoned(String node, Instant now);

  /** Deletes ended runs that began before the instant, and all but the newest. */
  Future<Void> retain(Instant since, int newest);
}
