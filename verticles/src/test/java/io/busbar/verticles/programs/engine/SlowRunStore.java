package io.busbar.verticles.programs.engine;

import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramsContract.ListRuns;
import io.busbar.verticles.programs.runs.InMemoryRunStore;
import io.busbar.verticles.programs.runs.NumberedStep;
import io.busbar.verticles.programs.runs.RunStore;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A store that writes when the test lets it. */
final class SlowRunStore implements RunStore {
  private final RunStore inner = new InMemoryRunStore();
  private final Future<Void> allowed;

  SlowRunStore(Future<Void> allowed) {
    this.allowed = allowed;
  }

  @Override
  public Future<Void> save(String node, ProgramRun run, List<NumberedStep> steps) {
    return allowed.compose(now -> inner.save(node, run, steps));
  }

  @Override
  public Future<Optional<ProgramRun>> find(String runId) {
    return inner.find(runId);
  }

  @Override
  public Future<List<ProgramRun>> list(ListRuns query) {
    return inner.list(query);
  }

  @Override
  public Future<List<ProgramRun>> newestOfEach() {
    return inner.newestOfEach();
  }

  @Override
  public Future<Integer> endAbandoned(String node, Instant now) {
    return inner.endAbandoned(node, now);
  }

  @Override
  public Future<Void> retain(Instant since, int newest) {
    return inner.retain(since, newest);
  }
}
