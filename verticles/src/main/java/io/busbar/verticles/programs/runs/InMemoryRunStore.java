package io.busbar.verticles.programs.runs;

import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramRun.Status;
import io.busbar.contracts.programs.ProgramRun.Step;
import io.busbar.contracts.programs.ProgramsContract.ListRuns;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps runs for the life of the process. */
public final class InMemoryRunStore implements RunStore {
  private static final Comparator<ProgramRun> NEWEST_FIRST =
      Comparator.comparing(ProgramRun::startedAt).thenComparing(ProgramRun::runId).reversed();

  private final Map<String, Kept> runs = new LinkedHashMap<>();

  private record Kept(String node, ProgramRun run, TreeMap<Integer, Step> steps) {
    ProgramRun whole() {
      return with(run, run.status(), List.copyOf(steps.values()), run.message(), run.endedAt());
    }
  }

  @Override
  public synchronized Future<Void> save(String node, ProgramRun run, List<NumberedStep> steps) {
    Kept before = runs.get(run.runId());
    TreeMap<Integer, Step> all = before == null ? new TreeMap<>() : before.steps();
    steps.forEach(step -> all.put(step.number(), step.step()));
    runs.put(run.runId(), new Kept(node, bare(run), all));
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Optional<ProgramRun>> find(String runId) {
    return Future.succeededFuture(Optional.ofNullable(runs.get(runId)).map(Kept::whole));
  }

  @Override
  public synchronized Future<List<ProgramRun>> list(ListRuns query) {
    String status = query.status();
    return Future.succeededFuture(
        runs.values().stream()
            .map(Kept::run)
            .filter(run -> query.programId() == null || run.programId().equals(query.programId()))
            .filter(run -> status == null || run.status().name().equalsIgnoreCase(status))
            .sorted(NEWEST_FIRST)
            .skip(Objects.requireNonNullElse(query.offset(), 0))
            .limit(Objects.requireNonNullElse(query.limit(), DEFAULT_LIMIT))
            .toList());
  }

  @Override
  public synchronized Future<List<ProgramRun>> newestOfEach() {
    Map<String, ProgramRun> newest =
        runs.values().stream()
            .map(Kept::run)
            .collect(
                Collectors.toMap(
                    ProgramRun::programId,
                    run -> run,
                    (a, b) -> NEWEST_FIRST.compare(a, b) <= 0 ? a : b));
    return Future.succeededFuture(List.copyOf(newest.values()));
  }

  @Override
  public synchronized Future<Integer> endAbandoned(String node, Instant now) {
    List<Kept> open =
        runs.values().stream()
            .filter(kept -> kept.node().equals(node) && kept.run().endedAt() == null)
            .toList();
    open.forEach(kept -> runs.put(kept.run().runId(), abandoned(kept, now)));
    return Future.succeededFuture(open.size());
  }

  @Override
  public synchronized Future<Void> retain(Instant since, int newest) {
    Set<String> kept =
        runs.values().stream()
            .map(Kept::run)
            .sorted(NEWEST_FIRST)
            .limit(newest)
            .filter(run -> !run.startedAt().isBefore(since))
            .map(ProgramRun::runId)
            .collect(Collectors.toSet());
    runs.values().removeIf(run -> run.run().endedAt() != null && !kept.contains(run.run().runId()));
    return Future.succeededFuture();
  }

  private static Kept abandoned(Kept kept, Instant now) {
    kept.steps().replaceAll((number, step) -> step.endedAt() == null ? unknown(step, now) : step);
    boolean began = kept.run().status() != Status.QUEUED;
    ProgramRun run =
        with(
            kept.run(),
            began ? Status.UNKNOWN : Status.CANCELLED,
            List.of(),
            began ? ABANDONED : NEVER_BEGAN,
            now);
    return new Kept(kept.node(), run, kept.steps());
  }

  private static Step unknown(Step step, Instant now) {
    return new Step(
        step.path(), step.type(), Status.UNKNOWN, ABANDONED, step.result(), step.startedAt(), now);
  }

  private static ProgramRun bare(ProgramRun run) {
    return with(run, run.status(), List.of(), run.message(), run.endedAt());
  }

  private static ProgramRun with(
      ProgramRun run,
      Status status,
      List<Step> steps,
      @Nullable String message,
      @Nullable Instant endedAt) {
    return new ProgramRun(
        run.runId(),
        run.programId(),
        run.programName(),
        status,
        run.source(),
        run.startedBy(),
        run.variables(),
        steps,
        message,
        run.startedAt(),
        endedAt);
  }
}
