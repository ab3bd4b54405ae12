package io.busbar.verticles.programs;

import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramsContract.CancelRun;
import io.busbar.contracts.programs.ProgramsContract.ListRuns;
import io.busbar.contracts.programs.ProgramsContract.ProgramChanged;
import io.busbar.contracts.programs.ProgramsContract.ReadRun;
import io.busbar.contracts.programs.ProgramsContract.RunList;
import io.busbar.contracts.programs.ProgramsContract.RunProgram;
import io.busbar.contracts.value.Fields;
import io.vertx.core.Future;
import java.util.Optional;

/** Runs programs, by hand and by their triggers. Used on one context. */
public interface ProgramRunner {
  /**
   * Starts to watch triggers. Succeeds when runs left open are ended and pending times are resumed;
   * fails with UNAVAILABLE when the store is down.
   */
  Future<Void> start(ProgramBook book);

  /** Watches no more; what runs is cancelled. Succeeds when that is written, or cannot be. */
  Future<Void> stop();

  /** As {@code ProgramsContract.RUN} says. */
  Future<ProgramRun> run(RunProgram question);

  /** As {@code ProgramsContract.LIST_RUNS} says. */
  Future<RunList> list(ListRuns question);

  /** As {@code ProgramsContract.READ_RUN} says. */
  Future<ProgramRun> read(ReadRun question);

  /** As {@code ProgramsContract.CANCEL_RUN} says. */
  Future<ProgramRun> cancel(CancelRun question);

  /** A program of the book was added, changed or removed; the book says so already. */
  void changed(ProgramChanged change);

  /** The {@code lastRun} of a program (spec 9.5). */
  Optional<Fields> lastRun(String programId);
}
