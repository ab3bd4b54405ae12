package io.busbar.verticles.programs;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramsContract.CancelRun;
import io.busbar.contracts.programs.ProgramsContract.ListRuns;
import io.busbar.contracts.programs.ProgramsContract.ProgramChanged;
import io.busbar.contracts.programs.ProgramsContract.ReadRun;
import io.busbar.contracts.programs.ProgramsContract.RunList;
import io.busbar.contracts.programs.ProgramsContract.RunProgram;
import io.busbar.contracts.value.Fields;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A runner that notes what it is told: every run completes at once with no steps. */
final class RecordingRunner implements ProgramRunner {
  final List<ProgramChanged> changes = new CopyOnWriteArrayList<>();
  final List<ProgramRun> runs = new CopyOnWriteArrayList<>();
  volatile @Nullable ProgramBook book;
  volatile boolean stopped;

  @Override
  public Future<Void> start(ProgramBook programs) {
    book = programs;
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> stop() {
    stopped = true;
    return Future.succeededFuture();
  }

  @Override
  public Future<ProgramRun> run(RunProgram query) {
    ProgramRun run =
        new ProgramRun(
            "run_" + runs.size(),
            query.id(),
            query.id(),
            ProgramRun.Status.COMPLETED,
            query.source(),
            null,
            Fields.EMPTY,
            List.of(),
            null,
            Drafts.NOON,
            Drafts.NOON);
    runs.add(run);
    return Future.succeededFuture(run);
  }

  @Override
  public Future<RunList> list(ListRuns query) {
    return Future.succeededFuture(new RunList(runs));
  }

  @Override
  public Future<ProgramRun> read(ReadRun query) {
    return runs.stream()
        .filter(run -> run.runId().equals(query.runId()))
        .findFirst()
        .map(Future::succeededFuture)
        .orElseGet(() -> Future.failedFuture(HubFailure.notFound("run", query.runId())));
  }

  @Override
  public Future<ProgramRun> cancel(CancelRun query) {
    return read(new ReadRun(query.runId()))
        .compose(
            run ->
                Future.failedFuture(
                    HubFailure.conflict("RUN_ENDED", "It has ended.", "Leave it.")));
  }

  @Override
  public void changed(ProgramChanged change) {
    changes.add(change);
  }

  @Override
  public Optional<Fields> lastRun(String programId) {
    return runs.stream()
        .filter(run -> run.programId().equals(programId))
        .reduce((first, second) -> second)
        .map(run -> Fields.of("runId", run.runId()));
  }
}
