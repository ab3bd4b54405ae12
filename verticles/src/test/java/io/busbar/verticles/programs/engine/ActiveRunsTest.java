package io.busbar.verticles.programs.engine;

import static io.busbar.verticles.programs.testing.Draft.command;
import static io.busbar.verticles.programs.testing.Draft.delay;
import static io.busbar.verticles.programs.testing.Draft.script;
import static io.busbar.verticles.testing.Outcomes.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.programs.ProgramRun.Status;
import io.busbar.contracts.programs.ProgramsContract.Progress;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.programs.model.Action;
import io.busbar.verticles.programs.model.CompiledProgram;
import io.busbar.verticles.programs.testing.Draft;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActiveRunsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Workshop shop = new Workshop();

  @Test
  void refusesASecondRunInModeSingle() {
    Run first = shop.run(slow(Program.Mode.SINGLE));

    assertThat(failure(shop.start(slow(Program.Mode.SINGLE))).reason())
        .isEqualTo("ALREADY_RUNNING");
    shop.pass(SECOND);
    assertThat(first.status()).isEqualTo(Status.COMPLETED);
    assertThat(shop.run(slow(Program.Mode.SINGLE)).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void cancelsTheOldRunInModeRestart() {
    Run first = shop.run(slow(Program.Mode.RESTART));
    Run second = shop.run(slow(Program.Mode.RESTART));

    assertThat(first.status()).isEqualTo(Status.CANCELLED);
    assertThat(first.message()).isEqualTo("The program was started anew.");
    shop.pass(SECOND);
    assertThat(second.status()).isEqualTo(Status.COMPLETED);
    assertThat(shop.commanded()).hasSize(1);
  }

  @Test
  void letsRunsWaitInModeQueued() {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i <= Slot.MOST_WAITING; i++) {
      runs.add(shop.run(slow(Program.Mode.QUEUED)));
    }
    assertThat(failure(shop.start(slow(Program.Mode.QUEUED))).code())
        .isEqualTo(FailureCode.OVERLOADED);
    assertThat(runs.get(0).status()).isEqualTo(Status.RUNNING);
    assertThat(runs.get(1).status()).isEqualTo(Status.QUEUED);
    assertThat(shop.stored(runs.get(1)).status()).isEqualTo(Status.QUEUED);

    shop.pass(SECOND);
    assertThat(runs.get(1).status()).isEqualTo(Status.RUNNING);
    assertThat(runs.get(2).status()).isEqualTo(Status.QUEUED);
    shop.runs.cancel(runs.get(2), "Not needed.");
    assertThat(runs.get(2).status()).isEqualTo(Status.CANCELLED);
    for (int i = 0; i < Slot.MOST_WAITING; i++) {
      shop.pass(SECOND);
    }
    assertThat(runs.get(Slot.MOST_WAITING).status()).isEqualTo(Status.COMPLETED);
    assertThat(shop.commanded()).hasSize(Slot.MOST_WAITING);
  }

  @Test
  void runsTenAtOnceInModeParallel() {
    for (int i = 0; i < Slot.MOST_AT_ONCE; i++) {
      assertThat(shop.run(slow(Program.Mode.PARALLEL)).status()).isEqualTo(Status.RUNNING);
    }
    assertThat(failure(shop.start(slow(Program.Mode.PARALLEL))).reason())
        .isEqualTo("TOO_MANY_RUNS");
    shop.pass(SECOND);
    assertThat(shop.commanded()).hasSize(Slot.MOST_AT_ONCE);
  }

  @Test
  void limitsTheRunsOfAllPrograms() {
    for (int i = 0; i < ActiveRuns.MOST; i++) {
      assertThat(shop.start(script("p" + i, delay("actions[0]", SECOND)).done()).succeeded())
          .isTrue();
    }
    assertThat(failure(shop.start(slow(Program.Mode.SINGLE))).code())
        .isEqualTo(FailureCode.OVERLOADED);
    shop.pass(SECOND);
    assertThat(shop.run(slow(Program.Mode.SINGLE)).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void cutsADelayShort() {
    Run run = shop.run(slow(Program.Mode.SINGLE));
    shop.runs.cancel(run, "Enough.");

    assertThat(run.status()).isEqualTo(Status.CANCELLED);
    assertThat(run.whole().steps().get(0).status()).isEqualTo(Status.CANCELLED);
    assertThat(shop.stored(run).message()).isEqualTo("Enough.");
    assertThat(shop.timers.count()).isZero();
    shop.pass(SECOND);
    assertThat(shop.commanded()).isEmpty();
  }

  @Test
  void cancelsWhatARunHasStarted() {
    Action.RunProgram call = new Action.RunProgram("actions[0]", "p", Fields.EMPTY, false);
    CompiledProgram parent = script("parent", call).done();
    shop.book.put("p", slow(Program.Mode.SINGLE));
    Run run = shop.run(parent);
    Run child =
        shop.runs.all().stream()
            .filter(one -> one.programId().equals("p"))
            .findFirst()
            .orElseThrow();
    shop.runs.cancel(run, "Enough.");

    assertThat(run.status()).isEqualTo(Status.CANCELLED);
    assertThat(child.status()).isEqualTo(Status.CANCELLED);
    shop.pass(SECOND);
    assertThat(shop.commanded()).isEmpty();
  }

  @Test
  void asksForConfirmation() {
    CompiledProgram program = script("p", command("actions[0]", "a")).confirmed().done();

    assertThat(failure(shop.start(program)).reason()).isEqualTo("CONFIRMATION_REQUIRED");
    assertThat(shop.commanded()).isEmpty();
  }

  @Test
  void runsAnAutomationThatIsOffByHandOnly() {
    CompiledProgram off = script("p", command("actions[0]", "a")).disabled().done();
    CompiledProgram automation =
        script("q", command("actions[0]", "a")).as(Program.Type.AUTOMATION).disabled().done();

    assertThat(failure(shop.start(off)).reason()).isEqualTo("PROGRAM_DISABLED");
    assertThat(shop.run(automation).status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void stopsProgramsThatRunThemselves() {
    Action.RunProgram again = new Action.RunProgram("actions[0]", "p", Fields.EMPTY, false);
    Run run = shop.run(script("p", again).in(Program.Mode.PARALLEL).done());

    assertThat(run.status()).isEqualTo(Status.FAILED);
    assertThat(shop.progress.stream().filter(event -> event.progress() == Progress.STARTED))
        .hasSize(Slot.MOST_AT_ONCE);
    assertThat(shop.run(script("p", again).in(Program.Mode.QUEUED).done()).message())
        .contains("would wait for itself");
  }

  @Test
  void stopsAChainThatIsTooDeep() {
    for (int i = 0; i < 20; i++) {
      Action next = new Action.RunProgram("actions[0]", "p" + (i + 1), Fields.EMPTY, false);
      shop.book.put("p" + i, script("p" + i, next).done());
    }
    Run run =
        shop.run(
            script("start", new Action.RunProgram("actions[0]", "p0", Fields.EMPTY, false)).done());

    assertThat(run.message()).contains("more than 16 deep");
    assertThat(shop.warnings).hasSize(1);
    assertThat(shop.warnings.get(0).code()).isEqualTo("LOOP_GUARD");
  }

  @Test
  void stopsAProgramThatRunsTooOften() {
    CompiledProgram program = script("p", command("actions[0]", "a")).done();
    for (int i = 0; i < Guard.MOST_PER_MINUTE; i++) {
      assertThat(shop.start(program).succeeded()).isTrue();
    }
    for (int i = 0; i < 10; i++) {
      assertThat(failure(shop.start(program)).reason()).isEqualTo("LOOP_GUARD");
    }

    assertThat(shop.commanded()).hasSize(Guard.MOST_PER_MINUTE);
    assertThat(shop.warnings).hasSize(1);
    assertThat(shop.progress.stream().filter(event -> "LOOP_GUARD".equals(event.code())))
        .singleElement()
        .satisfies(event -> assertThat(event.progress()).isEqualTo(Progress.FAILED));
    shop.pass(Duration.ofMinutes(1));
    assertThat(shop.start(program).succeeded()).isTrue();
  }

  @Test
  void remembersTheLastRun() {
    Run run = shop.run(slow(Program.Mode.SINGLE));
    assertThat(shop.runs.lastRun("p").orElseThrow().get("status")).isEqualTo("running");
    shop.pass(SECOND);

    assertThat(shop.runs.lastRun("p").orElseThrow().values())
        .containsEntry("runId", run.id())
        .containsEntry("status", "completed");
  }

  @Test
  void isDurableBeforeAnythingIsDone() {
    Promise<Void> stored = Promise.promise();
    SlowRunStore slow = new SlowRunStore(stored.future());
    Workshop late = new Workshop(slow);
    assertThat(late.start(script("p", command("actions[0]", "a")).done()).isComplete()).isFalse();
    assertThat(late.commanded()).isEmpty();
    stored.complete();

    assertThat(late.commanded()).containsExactly("a");
  }

  private static CompiledProgram slow(Program.Mode mode) {
    return Draft.script("p", delay("actions[0]", SECOND), command("actions[1]", "lamp"))
        .in(mode)
        .done();
  }
}
