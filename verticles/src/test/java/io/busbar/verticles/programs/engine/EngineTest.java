package io.busbar.verticles.programs.engine;

import static io.busbar.verticles.programs.testing.Draft.becomes;
import static io.busbar.verticles.programs.testing.Draft.changes;
import static io.busbar.verticles.programs.testing.Draft.command;
import static io.busbar.verticles.programs.testing.Draft.delay;
import static io.busbar.verticles.programs.testing.Draft.is;
import static io.busbar.verticles.programs.testing.Draft.script;
import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramRun.Status;
import io.busbar.contracts.programs.ProgramsContract.AutomationTriggered;
import io.busbar.contracts.programs.ProgramsContract.ListRuns;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.programs.model.Trigger;
import io.busbar.verticles.programs.runs.RunStore;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineTest {
  private static final Duration NOW = Duration.ZERO;

  private final EngineHouse house = new EngineHouse();

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void runsByHandAndAnswersWithTheEnd() {
    house.book(script("p", command("actions[0]", "lamp")).done());
    house.start();
    ProgramRun run = success(house.run("p", null));

    assertThat(run.status()).isEqualTo(Status.COMPLETED);
    assertThat(run.steps()).hasSize(1);
    assertThat(house.commands)
        .singleElement()
        .satisfies(asked -> assertThat(asked.source()).isEqualTo(Source.PROGRAM));
    assertThat(success(house.read(run.runId()))).isEqualTo(run);
    assertThat(success(house.list(new ListRuns("p", null, null, null))).runs()).hasSize(1);
    assertThat(house.engine().lastRun("p").orElseThrow().get("status")).isEqualTo("completed");
  }

  @Test
  void refusesWhatCannotBeAsked() {
    house.book(script("p", command("actions[0]", "lamp")).done());
    house.start();

    assertThat(failure(house.run("none", null)).code()).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(failure(house.run("p", 30_001)).reason()).isEqualTo("VALUE_OUT_OF_RANGE");
    assertThat(failure(house.off("p")).reason()).isEqualTo("NO_OFF_ACTIONS");
    assertThat(failure(house.read("none")).code()).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(failure(house.cancel("none")).code()).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(failure(house.list(new ListRuns(null, "dancing", null, null))).code())
        .isEqualTo(FailureCode.INVALID);
    assertThat(failure(house.list(new ListRuns(null, null, 1001, null))).reason())
        .isEqualTo("VALUE_OUT_OF_RANGE");
  }

  @Test
  void runsTheOffActions() {
    house.book(script("p", command("actions[0]", "on")).off(command("off[0]", "off")).done());
    house.start();

    assertThat(success(house.off("p")).status()).isEqualTo(Status.COMPLETED);
    assertThat(house.commanded()).containsExactly("off");
  }

  @Test
  void answersBeforeTheEndAndCancels() {
    house.book(script("p", delay("actions[0]", Duration.ofHours(1))).done());
    house.start();
    ProgramRun run = success(house.run("p", 0));
    assertThat(run.status()).isEqualTo(Status.RUNNING);
    ProgramRun cancelled = success(house.cancel(run.runId()));

    assertThat(cancelled.status()).isEqualTo(Status.CANCELLED);
    assertThat(failure(house.cancel(run.runId())).reason()).isEqualTo("RUN_ENDED");
    assertThat(success(house.runs.find(run.runId())).orElseThrow().status())
        .isEqualTo(Status.CANCELLED);
  }

  @Test
  void firesFiftyAutomationsOnceEach() {
    for (int i = 0; i < 50; i++) {
      house.book(
          script("p" + i, command("actions[0]", "lamp" + i))
              .on(becomes("button", "pressed", true, NOW))
              .done());
    }
    house.start();
    house.report("button", "pressed", true);
    house.reportAvailability("button", false);

    await().until(() -> house.commands.size() >= 50);
    house.settle();
    assertThat(house.commanded()).hasSize(50).doesNotHaveDuplicates();
    assertThat(house.commands)
        .allSatisfy(asked -> assertThat(asked.source()).isEqualTo(Source.AUTOMATION));
    assertThat(house.triggered).hasSize(50);
    ProgramRun one = success(house.list(new ListRuns("p7", null, null, null))).runs().get(0);
    assertThat(one.startedBy()).isEqualTo("trigger:state");
    assertThat(one.variables().object("trigger").get("to")).isEqualTo(true);
  }

  @Test
  void hearsEachOfTwoTriggersInOneMillisecond() {
    house.book(
        script("a", command("actions[0]", "fan")).on(changes("button", "pressed")).done(),
        script("b", command("actions[0]", "bell"))
            .on(new Trigger.Event("AUTOMATION_TRIGGERED", null, Fields.of("automationId", "a")))
            .in(Program.Mode.QUEUED)
            .done());
    house.start();
    house.report("button", "pressed", 1);
    house.report("button", "pressed", 2);

    await().until(() -> house.commanded().stream().filter("bell"::equals).count() == 2);
    assertThat(house.triggered).extracting(AutomationTriggered::id).doesNotHaveDuplicates();
    assertThat(house.triggered).extracting(AutomationTriggered::at).containsOnly(Workshop.NOON);
  }

  @Test
  void asksItsConditionsFirst() {
    house.book(
        script("p", command("actions[0]", "lamp"))
            .on(changes("button", "pressed"))
            .when(is("switch", "on", true))
            .done());
    house.start();
    house.report("button", "pressed", 1);
    await().until(() -> house.triggered.size() == 1);
    house.settle();
    assertThat(house.commands).isEmpty();

    house.report("switch", "on", true);
    house.report("button", "pressed", 2);
    await().until(() -> house.commands.size() == 1);
  }

  @Test
  void stopsAnAutomationThatFiresItself() {
    house.book(
        script("p", command("actions[0]", "lamp"))
            .on(changes("lamp", "count"))
            .in(Program.Mode.PARALLEL)
            .done());
    house.whenCommanded = () -> house.report("lamp", "count", house.commands.size());
    house.start();
    house.report("lamp", "count", 0);

    await().until(() -> house.warned.size() == 1);
    house.settle();
    assertThat(house.commands).hasSize(Guard.MOST_PER_MINUTE);
    assertThat(house.warned.get(0).code()).isEqualTo("LOOP_GUARD");
    assertThat(house.progress.stream().filter(event -> "LOOP_GUARD".equals(event.code())))
        .hasSize(1);
  }

  @Test
  void neverConfirmsByItself() {
    house.book(
        script("p", command("actions[0]", "lock"))
            .on(becomes("button", "pressed", true, NOW))
            .confirmed()
            .done());
    house.start();
    house.report("button", "pressed", true);

    await().until(() -> house.notified.size() == 1);
    house.settle();
    assertThat(house.commands).isEmpty();
    assertThat(house.notified.get(0).programId()).isEqualTo("p");
  }

  @Test
  void takesWebhooksAndLimitsThem() {
    house.book(
        script("p", command("actions[0]", "bell"))
            .on(new Trigger.Webhook("secret"))
            .in(Program.Mode.PARALLEL)
            .done());
    house.start();
    assertThat(success(house.hook("secret", Fields.of("visitor", "ada"))).accepted()).isTrue();
    await().until(() -> house.commands.size() == 1);
    ProgramRun run = success(house.list(new ListRuns("p", null, null, null))).runs().get(0);
    assertThat(run.variables().object("trigger").object("body").get("visitor")).isEqualTo("ada");

    assertThat(failure(house.hook("guess", Fields.EMPTY)).code()).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(failure(house.hook("secret", Fields.of("x", "x".repeat(70_000)))).reason())
        .isEqualTo("BODY_TOO_LARGE");
    for (int i = 1; i < Hooks.MOST_PER_MINUTE; i++) {
      done(house.hook("secret", Fields.EMPTY));
    }
    assertThat(failure(house.hook("secret", Fields.EMPTY)).code())
        .isEqualTo(FailureCode.OVERLOADED);
    for (int i = 1; i < Hooks.MOST_GUESSES_PER_MINUTE; i++) {
      assertThat(failure(house.hook("guess" + i, Fields.EMPTY)).code())
          .isEqualTo(FailureCode.NOT_FOUND);
    }
    assertThat(failure(house.hook("last guess", Fields.EMPTY)).code())
        .isEqualTo(FailureCode.OVERLOADED);
  }

  @Test
  void firesAtStartAndAfterOtherProgramsAndOnEvents() {
    house.book(
        script("first", command("actions[0]", "a")).on(new Trigger.Startup()).done(),
        script("second", command("actions[0]", "b"))
            .on(new Trigger.AfterProgram("first", "completed"))
            .done(),
        script("third", command("actions[0]", "c"))
            .on(new Trigger.Event("PROGRAM_FINISHED", null, Fields.of("programId", "second")))
            .done());
    house.start();
    house.started();

    await().until(() -> house.commanded().equals(List.of("a", "b", "c")));
  }

  @Test
  void waitsAfterTheStartForDriversThatAreNotBackYet() {
    house.book(
        script("p", command("actions[0]", "lamp")).on(new Trigger.Startup()).done(),
        script("q", command("actions[0]", "radio")).on(new Trigger.Startup()).done());
    house.start();
    house.reportAvailability("lamp", false);
    house.reportAvailability("radio", false);
    house.settle();
    house.started();
    house.settle();
    assertThat(house.commands).isEmpty();

    house.reportAvailability("lamp", true);
    house.settle();
    assertThat(house.commanded()).containsExactly("lamp");
    house.pass(Homecoming.PATIENCE);
    house.settle();
    assertThat(house.commanded()).containsExactly("lamp", "radio");
    assertThat(success(house.run("q", null)).status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void cancelsARunThatWaitsForADriver() {
    house.book(script("p", command("actions[0]", "lamp")).done());
    house.start();
    house.reportAvailability("lamp", false);
    house.settle();
    ProgramRun run = success(house.run("p", 0));

    assertThat(success(house.cancel(run.runId())).status()).isEqualTo(Status.CANCELLED);
    house.reportAvailability("lamp", true);
    house.settle();
    assertThat(house.commands).isEmpty();
  }

  @Test
  void endsAsUnknownWhatADeadHubLeftOpen() {
    house.book(
        script("p", command("actions[0]", "lamp"), delay("actions[1]", Duration.ofHours(1)))
            .done());
    house.start();
    ProgramRun run = success(house.run("p", 0));
    await().until(() -> success(house.runs.find(run.runId())).orElseThrow().steps().size() == 2);

    EngineHouse next = new EngineHouse(house.runs, house.triggers);
    next.start();
    ProgramRun lost = success(next.read(run.runId()));
    assertThat(lost.status()).isEqualTo(Status.UNKNOWN);
    assertThat(lost.message()).isEqualTo(RunStore.ABANDONED);
    assertThat(lost.steps().get(1).status()).isEqualTo(Status.UNKNOWN);
    assertThat(next.engine().lastRun("p").orElseThrow().get("status")).isEqualTo("unknown");
    next.close();
  }

  @Test
  void firesATimeOnceThoughTwoEnginesShareAStore() {
    Trigger alarm = new Trigger.At(LocalTime.of(14, 1), Set.of());
    EngineHouse other = new EngineHouse(house.runs, house.triggers);
    for (EngineHouse one : List.of(house, other)) {
      one.book(script("p", command("actions[0]", "bell")).on(alarm).done());
      one.start();
    }
    for (EngineHouse one : List.of(house, other)) {
      one.pass(Duration.ofSeconds(30));
      one.settle();
      one.pass(Duration.ofSeconds(30));
    }

    await().until(() -> house.commands.size() + other.commands.size() == 1);
    house.settle();
    other.settle();
    assertThat(house.commands.size() + other.commands.size()).isEqualTo(1);
    other.close();
  }

  @Test
  void cancelsTheRunsOfARemovedProgram() {
    house.book(
        script("p", delay("actions[0]", Duration.ofHours(1)))
            .on(becomes("button", "pressed", true, NOW))
            .done());
    house.start();
    ProgramRun run = success(house.run("p", 0));
    house.remove("p");

    await().until(() -> success(house.read(run.runId())).status() == Status.CANCELLED);
    house.report("button", "pressed", true);
    house.settle();
    assertThat(house.triggered).isEmpty();
    assertThat(house.engine().lastRun("p")).isEmpty();
  }

  @Test
  void cancelsWhatRunsWhenTheHubStops() {
    house.book(script("p", delay("actions[0]", Duration.ofHours(1))).done());
    house.start();
    ProgramRun run = success(house.run("p", 0));
    house.stop();

    ProgramRun stored = success(house.runs.find(run.runId())).orElseThrow();
    assertThat(stored.status()).isEqualTo(Status.CANCELLED);
    assertThat(stored.message()).isEqualTo("The hub stopped.");
  }

  @Test
  void tellsHowARunGoesOn() {
    house.book(script("p", command("actions[0]", "lamp")).done());
    house.start();
    done(house.run("p", null));

    await().until(() -> house.progress.size() == 4);
    assertThat(house.progress)
        .extracting(event -> event.progress().name())
        .containsExactly("STARTED", "STEP", "STEP", "FINISHED");
    assertThat(house.progress)
        .extracting(event -> event.run().steps().size())
        .containsExactly(0, 0, 0, 1);
  }
}
