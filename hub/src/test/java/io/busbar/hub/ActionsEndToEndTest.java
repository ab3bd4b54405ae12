package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramRun.Status;
import io.busbar.contracts.programs.ProgramRun.Step;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.CancelRun;
import io.busbar.contracts.programs.ProgramsContract.Notified;
import io.busbar.contracts.programs.ProgramsContract.Progress;
import io.busbar.contracts.programs.ProgramsContract.RunProgressed;
import io.busbar.hub.testing.ClockedHouse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What programs do with devices and with one another, to what the driver is told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActionsEndToEndTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
  private static final Map<String, Object> DELAY = Map.of("type", "delay", "duration", "PT1H");

  private ClockedHouse house;

  @BeforeAll
  void open() {
    house = ClockedHouse.open("lamp", "shelf", "broken", "mute");
    house.driver().breakDown("broken");
  }

  @AfterEach
  void clear() {
    house.driver().release("lamp");
    house.driver().release("shelf");
    house.driver().release("mute");
    house.clear();
  }

  @AfterAll
  void close() {
    house.close();
  }

  @Test
  void commandsDevicesInOrder() {
    ProgramRun run =
        house.run(
            house.sequence(
                List.of(
                    house.dim("lamp", 30),
                    house.command("shelf", "turn_on"),
                    house.command("lamp", "turn_off"))));
    assertThat(run.status()).isEqualTo(Status.COMPLETED);
    assertThat(paths(run)).containsExactly("actions[0]", "actions[1]", "actions[2]");
    assertThat(step(run, 0).result().get("status")).isEqualTo("completed");
    house.awaitTold("lamp set_brightness 30", "shelf turn_on", "lamp turn_off");
  }

  @Test
  void waitsForADeviceOnlyWhenTold() {
    house.driver().withhold("lamp");
    String patient =
        house.sequence(
            List.of(house.command("lamp", "turn_on"), house.command("shelf", "turn_on")));
    String waiting = house.begin(patient);
    house.awaitTold("lamp turn_on");
    assertThat(house.read(waiting).status()).isEqualTo(Status.RUNNING);
    assertThat(house.read(waiting).steps()).hasSize(1);
    house.driver().release("lamp");
    assertThat(house.awaitEnd(waiting).status()).isEqualTo(Status.COMPLETED);

    house.driver().withhold("lamp");
    house.driver().forgetTold();
    ProgramRun run =
        house.run(
            house.sequence(
                List.of(
                    house.command("lamp", "turn_on", Map.of("wait", false)),
                    house.command("shelf", "turn_on"))));
    assertThat(run.status()).isEqualTo(Status.COMPLETED);
    assertThat(step(run, 0).result().get("status")).isEqualTo("dispatched");
    house.awaitTold("lamp turn_on", "shelf turn_on");
  }

  @Test
  void endsAsFailedWhenADeviceFails() {
    List<RunProgressed> heard = house.hear(ProgramsContract.PROGRESS);
    ProgramRun run =
        house.run(
            house.sequence(
                List.of(house.command("broken", "turn_on"), house.command("lamp", "turn_on"))));
    assertThat(run.status()).isEqualTo(Status.FAILED);
    assertThat(run.message()).isEqualTo("actions[0]: The bulb is burnt out.");
    assertThat(run.steps()).hasSize(1);
    assertThat(step(run, 0).status()).isEqualTo(Status.FAILED);
    await()
        .atMost(ClockedHouse.PATIENCE)
        .until(() -> heard.stream().anyMatch(ActionsEndToEndTest::isStepFailed));
    house.awaitTold("broken turn_on");
  }

  @Test
  void goesOnAfterAFailureThatMayBe() {
    ProgramRun run =
        house.run(
            house.sequence(
                List.of(
                    house.command("broken", "turn_on", Map.of("continueOnError", true)),
                    house.command("lamp", "turn_on"))));
    assertThat(run.status()).isEqualTo(Status.COMPLETED);
    assertThat(step(run, 0).status()).isEqualTo(Status.FAILED);
    assertThat(step(run, 1).status()).isEqualTo(Status.COMPLETED);
    house.awaitTold("broken turn_on", "lamp turn_on");
  }

  @Test
  void doesNotClaimToKnowWhatASilentDeviceDid() {
    house.driver().withhold("mute");
    String runId =
        house.begin(
            house.sequence(
                List.of(house.command("mute", "turn_on"), house.command("lamp", "turn_on"))));
    house.awaitTold("mute turn_on");
    house.awaitAndPass(ANSWER_WITHIN);
    ProgramRun run = house.awaitEnd(runId);
    assertThat(run.status()).isEqualTo(Status.FAILED);
    assertThat(run.message()).startsWith("actions[0]: ").contains("not answered");
    assertThat(step(run, 0).status()).isEqualTo(Status.UNKNOWN);
    assertThat(run.steps()).hasSize(1);
    house.awaitTold("mute turn_on");
  }

  @Test
  void waitsAsLongAsADelaySays() {
    String runId =
        house.begin(
            house.sequence(
                List.of(
                    house.command("lamp", "turn_on"), DELAY, house.command("lamp", "turn_off"))));
    house.awaitWaiting(HOUR);
    house.time().pass(HOUR.minusSeconds(1));
    assertThat(house.read(runId).status()).isEqualTo(Status.RUNNING);
    house.awaitTold("lamp turn_on");
    house.time().pass(Duration.ofSeconds(1));
    ProgramRun run = house.awaitEnd(runId);
    assertThat(run.status()).isEqualTo(Status.COMPLETED);
    assertThat(Duration.between(run.startedAt(), run.endedAt())).isEqualTo(HOUR);
    house.awaitTold("lamp turn_on", "lamp turn_off");
  }

  @Test
  void doesThingsSideBySide() {
    house.driver().withhold("lamp");
    house.driver().withhold("shelf");
    Map<String, Object> both =
        Map.of(
            "type",
            "parallel",
            "actions",
            List.of(house.command("lamp", "turn_on"), house.command("shelf", "turn_on")));
    String runId = house.begin(house.sequence(List.of(both, house.command("lamp", "turn_off"))));
    awaitBothTold("lamp turn_on", "shelf turn_on");
    house.driver().release("shelf");
    house.driver().release("lamp");
    ProgramRun run = house.awaitEnd(runId);
    assertThat(run.status()).isEqualTo(Status.COMPLETED);
    assertThat(paths(run))
        .containsExactly(
            "actions[0]", "actions[0].actions[0]", "actions[0].actions[1]", "actions[1]");
    assertThat(house.driver().told()).endsWith("lamp turn_off");
  }

  @Test
  void failsWhenOneOfThoseSideBySideFails() {
    Map<String, Object> both =
        Map.of(
            "type",
            "parallel",
            "actions",
            List.of(house.command("broken", "turn_on"), house.command("shelf", "turn_on")));
    ProgramRun run = house.run(house.sequence(List.of(both, house.command("lamp", "turn_on"))));
    assertThat(run.status()).isEqualTo(Status.FAILED);
    assertThat(run.message()).isEqualTo("actions[0].actions[0]: The bulb is burnt out.");
    assertThat(house.driver().told()).containsExactlyInAnyOrder("broken turn_on", "shelf turn_on");
  }

  @Test
  void choosesByWhatIsTrueThen() {
    Map<String, Object> bright =
        Map.of(
            "type",
            "numeric",
            "deviceId",
            house.id("lamp").value(),
            "key",
            "brightness",
            "above",
            50);
    String program =
        house.sequence(
            List.of(
                Map.of(
                    "type",
                    "if",
                    "conditions",
                    List.of(bright),
                    "then",
                    List.of(house.command("shelf", "turn_off")),
                    "else",
                    List.of(house.command("shelf", "turn_on")))));
    assertThat(house.run(house.sequence(List.of(house.dim("lamp", 80)))).status())
        .isEqualTo(Status.COMPLETED);
    assertThat(paths(house.run(program))).containsExactly("actions[0]", "actions[0].then[0]");
    assertThat(house.run(house.sequence(List.of(house.dim("lamp", 20)))).status())
        .isEqualTo(Status.COMPLETED);
    assertThat(paths(house.run(program))).containsExactly("actions[0]", "actions[0].else[0]");
    house.awaitTold(
        "lamp set_brightness 80", "shelf turn_off", "lamp set_brightness 20", "shelf turn_on");
  }

  @Test
  void repeatsSoOften() {
    Map<String, Object> thrice =
        Map.of(
            "type",
            "repeat",
            "count",
            3,
            "actions",
            List.of(house.command("lamp", "toggle"), DELAY));
    String runId = house.begin(house.sequence(List.of(thrice)));
    for (int round = 1; round <= 3; round++) {
      house.awaitWaiting(HOUR);
      assertThat(house.driver().told()).hasSize(round);
      house.time().pass(HOUR);
    }
    ProgramRun run = house.awaitEnd(runId);
    assertThat(run.status()).isEqualTo(Status.COMPLETED);
    assertThat(step(run, 0).result().get("rounds")).isEqualTo(3);
    house.awaitTold("lamp toggle", "lamp toggle", "lamp toggle");
  }

  @Test
  void repeatsWhileItIsTrue() {
    house.driver().report("shelf", Map.of("power", true));
    Map<String, Object> on =
        Map.of("type", "state", "deviceId", house.id("shelf").value(), "key", "power", "is", true);
    Map<String, Object> loop =
        Map.of(
            "type",
            "repeat",
            "while",
            List.of(on),
            "actions",
            List.of(house.command("lamp", "toggle"), DELAY));
    house.awaitState("shelf", "power", true);
    String runId = house.begin(house.sequence(List.of(loop)));
    house.awaitAndPass(HOUR);
    house.awaitWaiting(HOUR);
    house.driver().report("shelf", Map.of("power", false));
    house.awaitState("shelf", "power", false);
    house.time().pass(HOUR);
    assertThat(step(house.awaitEnd(runId), 0).result().get("rounds")).isEqualTo(2);
    house.awaitTold("lamp toggle", "lamp toggle");
  }

  @Test
  void runsAnotherProgramToItsEnd() {
    String child = house.sequence(List.of(house.command("shelf", "turn_on"), DELAY));
    String parent =
        house.sequence(
            List.of(
                Map.of("type", "program", "programId", child), house.command("lamp", "turn_on")));
    String runId = house.begin(parent);
    house.awaitAndPass(HOUR);
    ProgramRun run = house.awaitEnd(runId);
    assertThat(run.status()).isEqualTo(Status.COMPLETED);
    ProgramRun under = house.awaitRuns(child, 1);
    assertThat(step(run, 0).result().get("runId")).isEqualTo(under.runId());
    assertThat(under.startedBy()).isEqualTo(runId);
    house.awaitTold("shelf turn_on", "lamp turn_on");
  }

  @Test
  void tellsPeople() {
    List<Notified> notes = house.hear(ProgramsContract.NOTIFIED);
    String program =
        house.sequence(
            List.of(Map.of("type", "notify", "title", "Laundry", "text", "The machine is done.")));
    ProgramRun run = house.run(program);
    assertThat(run.status()).isEqualTo(Status.COMPLETED);
    await().atMost(ClockedHouse.PATIENCE).until(() -> notes.size() == 1);
    Notified note = notes.get(0);
    assertThat(note.title()).isEqualTo("Laundry");
    assertThat(note.text()).isEqualTo("The machine is done.");
    assertThat(note.runId()).isEqualTo(run.runId());
    assertThat(note.at()).isEqualTo(house.time().instant());
  }

  @Test
  void tellsAllDevicesOfASceneAtOnce() {
    house.driver().withhold("lamp");
    house.driver().withhold("shelf");
    String scene =
        house.save(
            Map.of(
                "name",
                "Evening",
                "type",
                "scene",
                "actions",
                List.of(house.dim("lamp", 20), house.dim("shelf", 40))));
    String runId = house.begin(scene);
    awaitBothTold("lamp set_brightness 20", "shelf set_brightness 40");
    assertThat(house.read(runId).status()).isEqualTo(Status.RUNNING);
    house.driver().release("lamp");
    house.driver().release("shelf");
    assertThat(house.awaitEnd(runId).status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void doesWhatTurnsItOff() {
    Map<String, Object> program = new HashMap<>();
    program.put("name", "Reading");
    program.put("type", "scene");
    program.put("actions", List.of(house.dim("lamp", 70)));
    program.put("off", List.of(house.command("lamp", "turn_off")));
    String scene = house.save(program);
    assertThat(house.run(scene).status()).isEqualTo(Status.COMPLETED);
    ProgramRun off = house.runOff(scene);
    assertThat(off.status()).isEqualTo(Status.COMPLETED);
    assertThat(paths(off)).containsExactly("off.actions[0]");
    house.awaitTold("lamp set_brightness 70", "lamp turn_off");
  }

  @Test
  void beginsNoStepAfterItIsCancelled() {
    house.driver().withhold("mute");
    String program =
        house.sequence(List.of(house.command("mute", "turn_on"), house.command("lamp", "turn_on")));
    String runId = house.begin(program);
    house.awaitTold("mute turn_on");
    ProgramRun cancelled = house.ask(ProgramsContract.CANCEL_RUN, new CancelRun(runId, null));
    assertThat(cancelled.status()).isEqualTo(Status.CANCELLED);
    house.driver().release("mute");
    assertThat(house.run(house.sequence(List.of(house.command("shelf", "turn_on")))).status())
        .isEqualTo(Status.COMPLETED);
    assertThat(house.read(runId).steps()).hasSize(1);
    house.awaitTold("mute turn_on", "shelf turn_on");
    HubFailure again = house.refusal(ProgramsContract.CANCEL_RUN, new CancelRun(runId, null));
    assertThat(again.reason()).isEqualTo("RUN_ENDED");
  }

  @Test
  void endsADelayThatIsCancelled() {
    String runId = house.begin(house.sequence(List.of(DELAY, house.command("lamp", "turn_on"))));
    house.awaitWaiting(HOUR);
    ProgramRun run = house.ask(ProgramsContract.CANCEL_RUN, new CancelRun(runId, null));
    assertThat(run.status()).isEqualTo(Status.CANCELLED);
    assertThat(step(run, 0).status()).isEqualTo(Status.CANCELLED);
    assertThat(house.time().isWaiting(HOUR)).isFalse();
    assertThat(house.driver().told()).isEmpty();
  }

  private void awaitBothTold(String one, String other) {
    await()
        .atMost(ClockedHouse.PATIENCE)
        .untilAsserted(
            () -> assertThat(house.driver().told()).containsExactlyInAnyOrder(one, other));
  }

  private static boolean isStepFailed(RunProgressed event) {
    return event.progress() == Progress.FAILED && "STEP_FAILED".equals(event.code());
  }

  private static Step step(ProgramRun run, int number) {
    return run.steps().get(number);
  }

  private static List<String> paths(ProgramRun run) {
    return run.steps().stream().map(Step::path).toList();
  }
}
