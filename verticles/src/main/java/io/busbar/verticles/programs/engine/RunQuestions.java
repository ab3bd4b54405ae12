package io.busbar.verticles.programs.engine;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramsContract.ListRuns;
import io.busbar.contracts.programs.ProgramsContract.RunList;
import io.busbar.contracts.programs.ProgramsContract.RunProgram;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.programs.model.CompiledProgram;
import io.busbar.verticles.programs.runs.RunStore;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks what is asked of runs, and answers from the store and from what goes on. */
final class RunQuestions {
  private static final int DEFAULT_WAIT_MS = 5_000;
  private static final int LONGEST_WAIT_MS = 30_000;
  private static final int LARGEST_VARIABLES = 16 * 1024;
  private static final int MOST_LISTED = 1_000;

  private final RunStore store;
  private final ActiveRuns runs;

  RunQuestions(RunStore store, ActiveRuns runs) {
    this.store = store;
    this.runs = runs;
  }

  Future<RunList> list(ListRuns question) {
    require(question);
    return store.list(question).map(stored -> new RunList(stored.stream().map(this::now).toList()));
  }

  Future<ProgramRun> read(String runId) {
    Optional<ProgramRun> present = runs.find(runId).map(Run::whole);
    if (present.isPresent()) {
      return Future.succeededFuture(present.get());
    }
    return store
        .find(runId)
        .map(found -> found.orElseThrow(() -> HubFailure.notFound("run", runId)));
  }

  /** Why a run that is not under way here cannot be cancelled. */
  static Future<ProgramRun> refuseToCancel(ProgramRun run) {
    return Future.failedFuture(
        run.endedAt() != null
            ? HubFailure.conflict(
                "RUN_ENDED", "The run has ended before.", "Nothing needs to be cancelled.")
            : HubFailure.unavailable("The run is not under way here.", "Ask its own node."));
  }

  /** The start a question asks for. */
  static Start start(CompiledProgram program, RunProgram question) {
    Fields variables = Objects.requireNonNullElse(question.variables(), Fields.EMPTY);
    if (Json.bytes(variables).length > LARGEST_VARIABLES) {
      throw HubFailure.invalid("The variables exceed 16 KiB.", "Send less.")
          .reason("VALUE_OUT_OF_RANGE");
    }
    boolean off = Boolean.TRUE.equals(question.off());
    if (off && program.off().isEmpty()) {
      throw HubFailure.invalid(
              "'%s' has no off actions.".formatted(program.program().name()),
              "Save it with off.actions first.")
          .reason("NO_OFF_ACTIONS");
    }
    return new Start(
        program,
        off ? program.off() : program.actions(),
        variables,
        question.source(),
        question.by() == null ? null : question.by().username(),
        question.by(),
        question.source() == Source.AUTOMATION,
        Boolean.TRUE.equals(question.confirm()),
        Boolean.TRUE.equals(question.evaluateConditions()),
        List.of());
  }

  static int requireWait(@Nullable Integer waitMs) {
    int wait = Objects.requireNonNullElse(waitMs, DEFAULT_WAIT_MS);
    requireRange("waitMs", wait, 0, LONGEST_WAIT_MS);
    return wait;
  }

  private ProgramRun now(ProgramRun stored) {
    return runs.find(stored.runId()).map(Run::bare).orElse(stored);
  }

  private static void require(ListRuns question) {
    if (question.limit() != null) {
      requireRange("limit", question.limit(), 1, MOST_LISTED);
    }
    if (question.offset() != null) {
      requireRange("offset", question.offset(), 0, Integer.MAX_VALUE);
    }
    String status = question.status();
    boolean known =
        status == null
            || Arrays.stream(ProgramRun.Status.values())
                .anyMatch(one -> one.name().equalsIgnoreCase(status));
    if (!known) {
      throw HubFailure.invalid(
              "No run has the status '%s'.".formatted(status),
              "Use queued, running, completed, skipped, failed, cancelled or unknown.")
          .reason("VALUE_OUT_OF_RANGE");
    }
  }

  private static void requireRange(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw HubFailure.invalid(
              "%s must be %d to %d.".formatted(what, least, most), "Leave it out for the default.")
          .reason("VALUE_OUT_OF_RANGE");
    }
  }
}
