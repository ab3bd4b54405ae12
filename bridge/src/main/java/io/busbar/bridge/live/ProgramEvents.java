package io.busbar.bridge.live;

import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramsContract.AutomationTriggered;
import io.busbar.contracts.programs.ProgramsContract.Notified;
import io.busbar.contracts.programs.ProgramsContract.RunProgressed;
import io.busbar.contracts.programs.ProgramsContract.Warned;
import io.busbar.contracts.value.Source;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Translates what programs announce into the event catalogue of HOS (spec 5). */
final class ProgramEvents {
  private ProgramEvents() {}

  static ProtocolEvent of(RunProgressed event) {
    ProgramRun run = event.run();
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("programId", run.programId());
    payload.put("runId", run.runId());
    payload.put("name", run.programName());
    payload.put("status", run.status().name().toLowerCase(Locale.ROOT));
    payload.put("message", run.message());
    if (event.step() != null) {
      payload.put("step", event.step());
    }
    if (event.code() != null) {
      payload.put("code", event.code());
    }
    return event(
        "PROGRAM_" + event.progress().name(),
        at(event),
        run.source(),
        run.runId(),
        payload,
        error(event));
  }

  static ProtocolEvent of(AutomationTriggered event) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("automationId", event.programId());
    payload.put("name", event.name());
    payload.put("trigger", event.trigger());
    return event("AUTOMATION_TRIGGERED", event.at(), event.source(), null, payload, null);
  }

  static ProtocolEvent of(Notified event) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("title", event.title());
    payload.put("text", event.text());
    payload.put("programId", event.programId());
    payload.put("runId", event.runId());
    return event("NOTIFICATION", event.at(), event.source(), event.runId(), payload, null);
  }

  static ProtocolEvent of(Warned event) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>(event.details().values());
    payload.put("code", event.code());
    payload.put("message", event.message());
    return event("SYSTEM_WARNING", event.at(), Source.SYSTEM, null, payload, null);
  }

  private static Instant at(RunProgressed event) {
    ProgramRun.Step step = event.step();
    if (step != null) {
      return Objects.requireNonNullElse(step.endedAt(), step.startedAt());
    }
    return Objects.requireNonNullElse(event.run().endedAt(), event.run().startedAt());
  }

  private static @Nullable Map<String, @Nullable Object> error(RunProgressed event) {
    if (event.code() == null) {
      return null;
    }
    ProgramRun.Step step = event.step();
    Map<String, @Nullable Object> error = new LinkedHashMap<>();
    error.put("code", event.code());
    error.put("message", step == null ? event.run().message() : step.message());
    error.put("details", List.of());
    return error;
  }

  private static ProtocolEvent event(
      String type,
      Instant at,
      Source source,
      @Nullable String runId,
      Map<String, @Nullable Object> payload,
      @Nullable Map<String, @Nullable Object> error) {
    return new ProtocolEvent(type, at, source, null, null, null, null, runId, payload, error);
  }
}
