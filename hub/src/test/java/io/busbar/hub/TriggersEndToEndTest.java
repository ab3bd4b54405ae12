package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramRun.Status;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.AutomationTriggered;
import io.busbar.contracts.programs.ProgramsContract.ReceiveHook;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import io.busbar.hub.testing.ClockedHouse;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every kind of trigger, from what causes it to what the driver is told; time passes when told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TriggersEndToEndTest {
  private static final String ON = "lamp turn_on";
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private ClockedHouse house;

  @BeforeAll
  void open() {
    house = ClockedHouse.open("lamp", "sensor", "switch");
  }

  @AfterEach
  void clear() {
    house.clear();
  }

  @AfterAll
  void close() {
    house.close();
  }

  @Test
  void firesWhenAStateBecomesAValue() {
    String program =
        lights(Map.of("type", "state", "deviceId", sensor(), "key", "door", "to", "open"));
    report(Map.of("door", "closed"));
    report(Map.of("door", "open"));
    ProgramRun run = house.awaitRuns(program, 1);
    assertThat(run.status()).isEqualTo(Status.COMPLETED);
    assertThat(run.startedBy()).isEqualTo("trigger:state");
    assertThat(run.variables().object("trigger").get("from")).isEqualTo("closed");
    house.awaitTold(ON);
    report(Map.of("door", "open", "battery", 50));
    report(Map.of("door", "closed"));
    report(Map.of("door", "open"));
    house.awaitTold(ON, ON);
  }

  @Test
  void firesWhenAStateHasHeldLongEnough() {
    Duration hold = Duration.ofMinutes(5);
    String program =
        lights(
            Map.of(
                "type",
                "state",
                "deviceId",
                sensor(),
                "key",
                "motion",
                "to",
                false,
                "for",
                "PT5M"));
    report(Map.of("motion", true));
    report(Map.of("motion", false));
    house.awaitWaiting(hold);
    house.time().pass(hold.minusSeconds(1));
    report(Map.of("motion", true));
    await().atMost(ClockedHouse.PATIENCE).until(() -> !house.time().isWaiting(hold));
    house.time().pass(hold);
    assertThat(house.runs(program)).isEmpty();

    report(Map.of("motion", false));
    house.awaitWaiting(hold);
    house.time().pass(hold.minusSeconds(1));
    assertThat(house.runs(program)).isEmpty();
    house.time().pass(Duration.ofSeconds(1));
    house.awaitTold(ON);
    assertThat(house.awaitRuns(program, 1).startedBy()).isEqualTo("trigger:state");
  }

  @Test
  void firesWhenANumberCrossesABorder() {
    String program =
        lights(Map.of("type", "numeric", "deviceId", sensor(), "key", "temperature", "above", 25));
    warm(20, 25, 25.1, 30);
    assertThat(house.awaitRuns(program, 1).startedBy()).isEqualTo("trigger:numeric");
    warm(24, 25.5);
    ProgramRun second = house.awaitRuns(program, 2);
    assertThat(second.variables().object("trigger").get("to")).isEqualTo(25.5);
    house.awaitTold(ON, ON);
  }

  @Test
  void firesWhenANumberHasStayedBeyondABorder() {
    Duration hold = Duration.ofMinutes(10);
    String program =
        lights(
            Map.of(
                "type",
                "numeric",
                "deviceId",
                sensor(),
                "key",
                "humidity",
                "above",
                70,
                "for",
                "PT10M"));
    report(Map.of("humidity", 60));
    report(Map.of("humidity", 75));
    house.awaitWaiting(hold);
    house.time().pass(Duration.ofMinutes(9));
    report(Map.of("humidity", 80));
    house.time().pass(Duration.ofSeconds(59));
    assertThat(house.runs(program)).isEmpty();
    house.time().pass(Duration.ofSeconds(1));
    house.awaitTold(ON);
  }

  @Test
  void firesAtATimeOnTheDaysItNames() {
    String program = lights(Map.of("type", "time", "at", "07:00", "days", List.of("tue", "thu")));
    for (DayOfWeek day : List.of(DayOfWeek.TUESDAY, DayOfWeek.THURSDAY)) {
      int before = house.runs(program).size();
      passToNext(day, LocalTime.of(6, 59, 59));
      assertThat(house.runs(program)).hasSize(before);
      house.time().pass(Duration.ofSeconds(1));
      ProgramRun run = house.awaitRuns(program, before + 1);
      assertThat(run.startedBy()).isEqualTo("trigger:time");
      assertThat(house.now().getDayOfWeek()).isEqualTo(day);
    }
    house.awaitTold(ON, ON);
  }

  @Test
  void firesWhenItsCronExpressionSays() {
    house.passTo(LocalTime.of(9, 59));
    String program = lights(Map.of("type", "cron", "cron", "*/20 10 * * *"));
    for (int fired = 1; fired <= 3; fired++) {
      house.time().pass(fired == 1 ? MINUTE : MINUTE.multipliedBy(20));
      ProgramRun run = house.awaitRuns(program, fired);
      assertThat(run.status()).isEqualTo(Status.COMPLETED);
    }
    assertThat(house.now().toLocalTime()).isEqualTo(LocalTime.of(10, 40));
    house.passTo(LocalTime.of(9, 59, 59));
    assertThat(house.runs(program)).hasSize(3);
    house.awaitTold(ON, ON, ON);
  }

  /** In mid-June the sun rises at 5:18 and sets at 22:05 in Amsterdam, by the almanac. */
  @Test
  void firesWithTheSun() {
    house.passTo(LocalTime.NOON);
    List<AutomationTriggered> triggered = house.hear(ProgramsContract.TRIGGERED);
    String evening = lights(Map.of("type", "sun", "event", "sunset", "offset", "-PT15M"));
    String morning = lights(Map.of("type", "sun", "event", "sunrise"));
    house.passTo(LocalTime.of(21, 45));
    assertThat(house.runs(evening)).isEmpty();
    passUntilRun(evening);
    assertThat(house.now().toLocalTime()).isBetween(LocalTime.of(21, 47), LocalTime.of(21, 54));
    assertThat(house.awaitRuns(evening, 1).startedBy()).isEqualTo("trigger:sun");
    house.passTo(LocalTime.of(5, 10));
    assertThat(house.runs(morning)).isEmpty();
    passUntilRun(morning);
    assertThat(house.now().toLocalTime()).isBetween(LocalTime.of(5, 15), LocalTime.of(5, 22));
    house.awaitTold(ON, ON);
    await().atMost(ClockedHouse.PATIENCE).until(() -> triggered.size() == 2);
    assertThat(at(triggered.get(1)))
        .isBetween(house.now().toOffsetDateTime().minus(MINUTE), house.now().toOffsetDateTime());
  }

  @Test
  void firesOnAnEventOfTheHub() {
    Map<String, Object> pressed =
        Map.of(
            "type",
            "event",
            "event",
            "ACTION_RESULT",
            "deviceId",
            house.id("switch").value(),
            "match",
            Map.of("command", "toggle", "success", true));
    String program = lights(pressed);
    execute("turn_on");
    execute("toggle");
    ProgramRun run = house.awaitRuns(program, 1);
    assertThat(run.startedBy()).isEqualTo("trigger:event");
    house.awaitTold("switch turn_on", "switch toggle", ON);
  }

  @Test
  void firesWhenTheHubStarts() {
    String program = lights(Map.of("type", "startup"));
    assertThat(house.runs(program)).isEmpty();
    house.hubStarted();
    assertThat(house.awaitRuns(program, 1).startedBy()).isEqualTo("trigger:startup");
    house.awaitTold(ON);
  }

  @Test
  void firesAfterAnotherProgramThatEndsSo() {
    String first = house.sequence(List.of(house.dim("switch", 30)));
    String second = lights(Map.of("type", "program", "programId", first, "status", "completed"));
    String third =
        house.automation(
            Map.of("type", "program", "programId", first, "status", "failed"),
            List.of(house.command("lamp", "turn_off")));
    assertThat(house.run(first).status()).isEqualTo(Status.COMPLETED);
    assertThat(house.awaitRuns(second, 1).startedBy()).isEqualTo("trigger:program");
    house.awaitTold("switch set_brightness 30", ON);
    house.driver().breakDown("switch");
    assertThat(house.run(first).status()).isEqualTo(Status.FAILED);
    house.driver().mend("switch");
    assertThat(house.awaitRuns(third, 1).status()).isEqualTo(Status.COMPLETED);
    assertThat(house.runs(second)).hasSize(1);
  }

  @Test
  void firesWhenItsWebhookIsCalled() {
    String hook = "hook-" + "k".repeat(28);
    String program = lights(Map.of("type", "webhook", "hook", hook));
    assertThat(
            house
                .ask(ProgramsContract.HOOK, new ReceiveHook(hook, Fields.of("button", 2)))
                .accepted())
        .isTrue();
    ProgramRun run = house.awaitRuns(program, 1);
    assertThat(run.variables().object("trigger").object("body").get("button")).isEqualTo(2);
    house.awaitTold(ON);
    assertThat(
            house.refusal(ProgramsContract.HOOK, new ReceiveHook(hook + "x", Fields.EMPTY)).code())
        .isEqualTo(FailureCode.NOT_FOUND);
  }

  private String lights(Map<String, ?> trigger) {
    return house.automation(trigger, List.of(house.command("lamp", "turn_on")));
  }

  private String sensor() {
    return house.id("sensor").value();
  }

  private void report(Map<String, ?> state) {
    house.driver().report("sensor", state);
  }

  private void warm(double... temperatures) {
    for (double temperature : temperatures) {
      report(Map.of("temperature", temperature));
    }
  }

  private void execute(String command) {
    assertThat(
            house
                .ask(
                    CommandsContract.EXECUTE,
                    new ExecuteCommand(
                        house.id("switch"), command, null, null, null, null, Source.REST, null))
                .success())
        .isTrue();
  }

  private void passToNext(DayOfWeek day, LocalTime wall) {
    do {
      house.passTo(wall);
    } while (house.now().getDayOfWeek() != day);
  }

  /** Lets minutes pass until a program is run, an hour at most. */
  private void passUntilRun(String program) {
    for (int minute = 0; minute < 60 && house.runs(program).isEmpty(); minute++) {
      house.time().pass(MINUTE);
    }
    assertThat(house.runs(program)).hasSize(1);
  }

  private static OffsetDateTime at(AutomationTriggered triggered) {
    return OffsetDateTime.parse(triggered.trigger().text("at").orElseThrow());
  }
}
