package io.busbar.verticles.programs.engine;

import static io.busbar.verticles.programs.testing.Draft.command;
import static io.busbar.verticles.programs.testing.Draft.delay;
import static io.busbar.verticles.programs.testing.Draft.is;
import static io.busbar.verticles.programs.testing.Draft.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.programs.ProgramRun.Status;
import io.busbar.contracts.programs.ProgramRun.Step;
import io.busbar.contracts.programs.ProgramsContract.Progress;
import io.busbar.contracts.programs.ProgramsContract.RunProgressed;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.programs.model.Action;
import io.busbar.verticles.testing.Commanded;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActionStepsTest {
  private final Workshop shop = new Workshop();

  @Test
  void commandsDevicesOneAfterTheOther() {
    List<Promise<CommandOutcome>> answers = new ArrayList<>();
    shop.device = asked -> later(answers);
    Run run = shop.run(script("p", command("actions[0]", "a"), command("actions[1]", "b")).done());

    assertThat(shop.commanded()).containsExactly("a");
    answers.get(0).complete(completed(0));
    assertThat(shop.commanded()).containsExactly("a", "b");
    assertThat(run.status()).isEqualTo(Status.RUNNING);
    answers.get(1).complete(completed(1));

    assertThat(run.status()).isEqualTo(Status.COMPLETED);
    ExecuteCommand first = shop.commands.get(0);
    assertThat(first.source()).isEqualTo(Source.PROGRAM);
    assertThat(first.correlationId()).isEqualTo(run.id());
    assertThat(first.waitMs()).isEqualTo(5000);
    assertThat(first.requestId()).isNotNull().isNotEqualTo(shop.commands.get(1).requestId());
    assertThat(shop.stored(run)).isEqualTo(run.whole());
    assertThat(run.whole().steps())
        .extracting(Step::path, Step::type, Step::status)
        .containsExactly(
            tuple("actions[0]", "device", Status.COMPLETED),
            tuple("actions[1]", "device", Status.COMPLETED));
  }

  @Test
  void startsAllDevicesOfASceneAtOnce() {
    List<Promise<CommandOutcome>> answers = new ArrayList<>();
    shop.device = asked -> later(answers);
    Run run =
        shop.run(
            script("p", command("actions[0]", "a"), command("actions[1]", "b"))
                .as(Program.Type.SCENE)
                .done());

    assertThat(shop.commanded()).containsExactly("a", "b");
    answers.get(0).fail(HubFailure.conflict("DRIVER_OFFLINE", "It is off-line.", ""));
    assertThat(run.status()).isEqualTo(Status.RUNNING);
    answers.get(1).complete(completed(1));

    assertThat(run.status()).isEqualTo(Status.FAILED);
    assertThat(run.message()).isEqualTo("actions[0]: It is off-line.");
  }

  @Test
  void endsWhenACommandFails() {
    shop.device =
        asked -> Future.succeededFuture(Commanded.ended(asked, CommandOutcome.Status.FAILED));
    Run run = shop.run(script("p", command("actions[0]", "a"), command("actions[1]", "b")).done());

    assertThat(shop.commanded()).containsExactly("a");
    assertThat(run.status()).isEqualTo(Status.FAILED);
    assertThat(run.code()).isEqualTo("STEP_FAILED");
    assertThat(run.whole().steps().get(0).result().get("code")).isEqualTo("DRIVER_ERROR");
    RunProgressed last = shop.progress.get(shop.progress.size() - 1);
    assertThat(last.progress()).isEqualTo(Progress.FAILED);
    assertThat(last.code()).isEqualTo("STEP_FAILED");
    assertThat(last.run().steps()).hasSize(1);
  }

  @Test
  void goesOnWhenItMayFail() {
    shop.device =
        asked ->
            Future.succeededFuture(
                Commanded.ended(
                    asked,
                    asked.id().value().equals("a")
                        ? CommandOutcome.Status.FAILED
                        : CommandOutcome.Status.COMPLETED));
    Run run =
        shop.run(script("p", command("actions[0]", "a", true), command("actions[1]", "b")).done());

    assertThat(run.status()).isEqualTo(Status.COMPLETED);
    assertThat(run.whole().steps())
        .extracting(Step::status)
        .containsExactly(Status.FAILED, Status.COMPLETED);
  }

  @Test
  void doesNotGuessWhatCameOfACommandWithoutAnswer() {
    shop.device =
        asked -> Future.succeededFuture(Commanded.ended(asked, CommandOutcome.Status.DISPATCHED));
    Run run = shop.run(script("p", command("actions[0]", "a"), command("actions[1]", "b")).done());

    assertThat(run.status()).isEqualTo(Status.FAILED);
    assertThat(run.code()).isEqualTo("STEP_UNKNOWN");
    assertThat(run.whole().steps()).extracting(Step::status).containsExactly(Status.UNKNOWN);
  }

  @Test
  void doesNotWaitWhenItNeedNot() {
    shop.device =
        asked -> Future.succeededFuture(Commanded.ended(asked, CommandOutcome.Status.DISPATCHED));
    Action quick =
        new Action.Device(
            "actions[0]",
            new DeviceId("a"),
            "turn_on",
            Fields.EMPTY,
            false,
            Duration.ofSeconds(5),
            false);

    assertThat(shop.run(script("p", quick).done()).status()).isEqualTo(Status.COMPLETED);
    assertThat(shop.commands.get(0).waitMs()).isZero();
  }

  @Test
  void waitsAsLongAsItSays() {
    Run run =
        shop.run(
            script("p", delay("actions[0]", Duration.ofHours(24)), command("actions[1]", "a"))
                .done());
    shop.pass(Duration.ofHours(24).minusMillis(1));
    assertThat(shop.commanded()).isEmpty();
    shop.pass(Duration.ofMillis(1));

    assertThat(shop.commanded()).containsExactly("a");
    assertThat(run.status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void takesTheBranchItsConditionsSay() {
    shop.states.put(new DeviceId("lamp"), Fields.of("power", true));
    Action branch =
        new Action.If(
            "actions[0]",
            List.of(is("lamp", "power", true)),
            List.of(command("actions[0].then[0]", "yes")),
            List.of(command("actions[0].else[0]", "no")));
    Run first = shop.run(script("p", branch).done());
    shop.states.put(new DeviceId("lamp"), Fields.of("power", false));
    Run second = shop.run(script("p", branch).done());

    assertThat(shop.commanded()).containsExactly("yes", "no");
    assertThat(first.whole().steps().get(0).result().get("holds")).isEqualTo(true);
    assertThat(second.whole().steps().get(0).result().values())
        .containsEntry("holds", false)
        .containsEntry("reasons", List.of("lamp power is false"));
  }

  @Test
  void repeatsTenThousandTimes() {
    Action note = new Action.Notify("actions[0].actions[0]", "Hello", "Again");
    Run run =
        shop.run(
            script("p", new Action.Repeat("actions[0]", 10_000, List.of(), List.of(note))).done());

    assertThat(run.status()).isEqualTo(Status.COMPLETED);
    assertThat(shop.notes).hasSize(10_000);
    assertThat(run.whole().steps()).hasSize(Run.MOST_STEPS);
    assertThat(run.message()).contains("9001 more steps");
    assertThat(run.whole().steps().get(0).result().get("rounds")).isEqualTo(10_000);
  }

  @Test
  void repeatsWhileItsConditionsHold() {
    DeviceId lamp = new DeviceId("lamp");
    shop.states.put(lamp, Fields.of("power", true));
    shop.device =
        asked -> {
          if (shop.commands.size() == 3) {
            shop.states.put(lamp, Fields.of("power", false));
          }
          return Workshop.obeys(asked);
        };
    Action repeat =
        new Action.Repeat(
            "actions[0]",
            100,
            List.of(is("lamp", "power", true)),
            List.of(command("actions[0].actions[0]", "a")));
    assertThat(shop.run(script("p", repeat).done()).status()).isEqualTo(Status.COMPLETED);

    assertThat(shop.commanded()).hasSize(3);
  }

  @Test
  void runsActionsSideBySide() {
    Action parallel =
        new Action.Parallel(
            "actions[0]",
            List.of(
                delay("actions[0].actions[0]", Duration.ofSeconds(2)),
                delay("actions[0].actions[1]", Duration.ofSeconds(3))),
            false);
    Run run = shop.run(script("p", parallel).done());
    shop.pass(Duration.ofSeconds(2));
    assertThat(run.status()).isEqualTo(Status.RUNNING);
    shop.pass(Duration.ofSeconds(1));

    assertThat(run.status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void runsOtherPrograms() {
    shop.book.put("child", script("child", command("actions[0]", "a")).done());
    Run run = shop.run(script("p", child("actions[0]", "child")).done());

    assertThat(run.status()).isEqualTo(Status.COMPLETED);
    assertThat(run.whole().steps().get(0).result().get("programId")).isEqualTo("child");
    assertThat(shop.commands.get(0).correlationId())
        .isEqualTo(run.whole().steps().get(0).result().get("runId"));
  }

  @Test
  void failsWithTheProgramItRuns() {
    shop.device = asked -> Future.failedFuture(HubFailure.notFound("device", asked.id()));
    shop.book.put("child", script("child", command("actions[0]", "a")).done());

    assertThat(shop.run(script("p", child("actions[0]", "child")).done()).message())
        .isEqualTo("actions[0]: actions[0]: No device with id 'a'.");
    assertThat(shop.run(script("q", child("actions[0]", "none")).done()).message())
        .isEqualTo("actions[0]: No program with id 'none'.");
  }

  @Test
  void callsHttpAddresses() {
    Action call =
        new Action.Http(
            "actions[0]",
            URI.create("https://example.org/x"),
            "POST",
            Fields.of("X-Key", "k"),
            Map.of("on", true),
            Duration.ofSeconds(3),
            false);
    Run run = shop.run(script("p", call).done());

    assertThat(run.status()).isEqualTo(Status.COMPLETED);
    assertThat(shop.calls)
        .containsExactly(
            new HttpCaller.Call(
                URI.create("https://example.org/x"),
                "POST",
                Map.of("X-Key", "k", "content-type", "application/json"),
                "{\"on\":true}",
                Duration.ofSeconds(3)));
    assertThat(run.whole().steps().get(0).result().values())
        .containsEntry("status", 200)
        .containsEntry("body", "fine");

    shop.web = Future.succeededFuture(new HttpCaller.Answer(302, ""));
    assertThat(shop.run(script("q", call).done()).message())
        .isEqualTo("actions[0]: It answered with status 302.");
  }

  @Test
  void tellsPeopleAndSwitchesSources() {
    Run run =
        shop.run(
            script(
                    "p",
                    new Action.Notify("actions[0]", "Door", "It is open."),
                    new Action.RemoteSource("actions[1]", "spc_1", "src_1"))
                .done());

    assertThat(run.status()).isEqualTo(Status.COMPLETED);
    assertThat(shop.notes.get(0).text()).isEqualTo("It is open.");
    assertThat(shop.notes.get(0).runId()).isEqualTo(run.id());
    assertThat(shop.activations.get(0).sourceId()).isEqualTo("src_1");
  }

  @Test
  void saysWhatThisHubCannotDo() {
    Run mqtt = shop.run(script("p", new Action.Mqtt("actions[0]", "a/b", "x", 0, false)).done());

    assertThat(mqtt.status()).isEqualTo(Status.FAILED);
    assertThat(mqtt.whole().steps().get(0).result().get("code")).isEqualTo("MQTT_NOT_AVAILABLE");
  }

  @Test
  void doesNotGuessWhatCameOfACodeWithoutAnswer() {
    shop.device =
        asked -> Future.succeededFuture(Commanded.ended(asked, CommandOutcome.Status.UNKNOWN));
    Run run =
        shop.run(script("p", new Action.Infrared("actions[0]", "dev_ext", Fields.EMPTY)).done());

    assertThat(run.code()).isEqualTo("STEP_UNKNOWN");
    assertThat(run.whole().steps()).extracting(Step::status).containsExactly(Status.UNKNOWN);
  }

  @Test
  void sendsACodeAsACommandToItsExtender() {
    Fields code = Fields.of("pronto", "0000 006D");
    Action.Infrared action = new Action.Infrared("actions[0]", "dev_ext", code);

    Run sent = shop.run(script("p", action).done());

    assertThat(sent.status()).isEqualTo(Status.COMPLETED);
    assertThat(sent.whole().steps().get(0).type()).isEqualTo("ir");
    ExecuteCommand command = shop.commands.get(0);
    assertThat(command.id().value()).isEqualTo("dev_ext");
    assertThat(command.command()).isEqualTo("send_code");
    assertThat(command.payload()).isEqualTo(Fields.of("code", code.values()));
    assertThat(command.waitMs()).isEqualTo(10_000);
    assertThat(command.correlationId()).isEqualTo(sent.id());
    assertThat(command.by()).isEqualTo(sent.start().by());
  }

  @Test
  void marksAnAnswerThatNeverCameAsUnknown() {
    shop.device =
        asked -> Future.failedFuture(HubFailure.of(FailureCode.TIMED_OUT, "No answer in time."));
    Run run = shop.run(script("p", command("actions[0]", "a")).done());

    assertThat(run.whole().steps().get(0).status()).isEqualTo(Status.UNKNOWN);
    assertThat(run.status()).isEqualTo(Status.FAILED);
  }

  @Test
  void survivesDefectsOfWhatItCalls() {
    shop.device =
        asked -> {
          throw new IllegalStateException("defect");
        };

    assertThat(shop.run(script("p", command("actions[0]", "a")).done()).message())
        .isEqualTo("actions[0]: The hub failed on this step.");
  }

  private static Action child(String path, String id) {
    return new Action.RunProgram(path, id, Fields.EMPTY, false);
  }

  private CommandOutcome completed(int index) {
    return Commanded.ended(shop.commands.get(index), CommandOutcome.Status.COMPLETED);
  }

  private static Future<CommandOutcome> later(List<Promise<CommandOutcome>> answers) {
    Promise<CommandOutcome> answer = Promise.promise();
    answers.add(answer);
    return answer.future();
  }
}
