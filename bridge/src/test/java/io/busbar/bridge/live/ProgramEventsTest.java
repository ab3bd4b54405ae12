package io.busbar.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramRun.Status;
import io.busbar.contracts.programs.ProgramRun.Step;
import io.busbar.contracts.programs.ProgramsContract.AutomationTriggered;
import io.busbar.contracts.programs.ProgramsContract.Notified;
import io.busbar.contracts.programs.ProgramsContract.Progress;
import io.busbar.contracts.programs.ProgramsContract.RunProgressed;
import io.busbar.contracts.programs.ProgramsContract.Warned;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProgramEventsTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "STARTED, RUNNING, PROGRAM_STARTED",
    "FINISHED, COMPLETED, PROGRAM_FINISHED",
    "FAILED, FAILED, PROGRAM_FAILED"
  })
  void namesRunsAsTheCatalogueDoes(Progress progress, Status status, String type) {
    ProtocolEvent event = ProgramEvents.of(new RunProgressed(progress, run(status), null, null));

    assertThat(event.type()).isEqualTo(type);
    assertThat(event.correlationId()).isEqualTo("run_1");
    assertThat(event.payload())
        .containsEntry("programId", "prg_1")
        .containsEntry("runId", "run_1")
        .containsEntry("status", status.name().toLowerCase(Locale.ROOT));
    assertThat(event.error()).isNull();
  }

  @Test
  void showsTheStepAndWhyItFailed() {
    Step step =
        new Step(
            "actions[0]", "device", Status.FAILED, "It is off-line.", Fields.EMPTY, NOON, null);
    ProtocolEvent event =
        ProgramEvents.of(
            new RunProgressed(Progress.STEP, run(Status.RUNNING), step, "DRIVER_OFFLINE"));

    assertThat(event.type()).isEqualTo("PROGRAM_STEP");
    assertThat(event.payload()).containsEntry("step", step).containsEntry("code", "DRIVER_OFFLINE");
    assertThat(event.error())
        .containsEntry("code", "DRIVER_OFFLINE")
        .containsEntry("message", "It is off-line.");
  }

  @Test
  void tellsTriggersNotificationsAndWarnings() {
    ProtocolEvent triggered =
        ProgramEvents.of(
            new AutomationTriggered(
                "trg_1", "prg_1", "Night", Fields.of("type", "sun"), Source.AUTOMATION, NOON));
    ProtocolEvent notified =
        ProgramEvents.of(new Notified("Door", "Open", "prg_1", null, Source.PROGRAM, NOON));
    ProtocolEvent warned =
        ProgramEvents.of(
            new Warned("LOOP_GUARD", "Too often.", new Fields(Map.of("programId", "prg_1")), NOON));

    assertThat(triggered.type()).isEqualTo("AUTOMATION_TRIGGERED");
    assertThat(triggered.payload()).containsEntry("automationId", "prg_1");
    assertThat(notified.type()).isEqualTo("NOTIFICATION");
    assertThat(notified.payload()).containsEntry("text", "Open");
    assertThat(warned.type()).isEqualTo("SYSTEM_WARNING");
    assertThat(warned.source()).isEqualTo(Source.SYSTEM);
    assertThat(warned.payload())
        .containsEntry("code", "LOOP_GUARD")
        .containsEntry("programId", "prg_1");
  }

  private static ProgramRun run(Status status) {
    return new ProgramRun(
        "run_1",
        "prg_1",
        "Night",
        status,
        Source.REST,
        "ada",
        Fields.EMPTY,
        List.of(),
        null,
        NOON,
        null);
  }
}
