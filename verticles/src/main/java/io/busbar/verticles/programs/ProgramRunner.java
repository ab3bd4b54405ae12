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

/** Runs programs, by hand and by their triggers. */
public interface ProgramRunner {
  /** Begins to watch triggers. Succeeds when it can run the programs of the book. */
  Future<Void> start(ProgramBook book);

  /** Undoes {@link #start}: triggers rest, runs under way are cancelled. */
  Future<Void> stop();

  /** Runs a program. As {@code ProgramsContract.RUN} says. */
  Future<ProgramRun> run(RunProgram query);

  /** Lists runs. As {@code ProgramsContract.LIST_RUNS} says. */
  Future<RunList> list(ListRuns query);

  /** Reads a run. As {@code ProgramsContract.READ_RUN} says. */
  Future<ProgramRun> read(ReadRun query);

  /** Cancels a run. As {@code ProgramsContract.CANCEL_RUN} says. */
  Future<ProgramRun> cancel(CancelRun query);

  /** The book has changed: a program was added, replaced or removed, or came to have problems. */
  void changed(ProgramChanged change);

  /** {@code runId}, {@code status}, {@code startedAt}, {@code endedAt} of a program's last run. */
  Optional<Fields> lastRun(String programId);
}
