package io.busbar.bridge.mqtt.house;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.programs.ProgramRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What clients are told of their requests; {@code contracts/mqtt/topics.yaml}. Pure. */
final class Results {
  private Results() {}

  /** The outcome of several commands is that of the first one that did not succeed. */
  static Map<String, @Nullable Object> of(
      Map<String, @Nullable Object> about, List<CommandOutcome> outcomes) {
    CommandOutcome last = outcomes.get(outcomes.size() - 1);
    CommandOutcome telling =
        outcomes.stream().filter(each -> !each.success()).findFirst().orElse(last);
    Map<String, @Nullable Object> said = new LinkedHashMap<>();
    said.put("requestId", telling.requestId().value());
    said.put("correlationId", telling.correlationId());
    said.putAll(about);
    said.put("command", telling.command());
    said.put("commands", outcomes.stream().map(CommandOutcome::command).toList());
    said.put("success", telling.success());
    said.put("status", telling.status());
    said.put("code", telling.code());
    said.put("message", telling.message());
    said.put("result", telling.result());
    said.put("state", last.state());
    said.put("latencyMs", telling.latencyMs());
    return said;
  }

  static Map<String, @Nullable Object> of(Map<String, @Nullable Object> about, ProgramRun run) {
    boolean ended = run.endedAt() != null;
    Map<String, @Nullable Object> said = new LinkedHashMap<>(about);
    said.put("runId", run.runId());
    said.put("success", ended && run.status() == ProgramRun.Status.COMPLETED);
    said.put("status", run.status());
    said.put("message", run.message());
    return said;
  }

  static Map<String, @Nullable Object> refused(
      Map<String, @Nullable Object> about, HubFailure failure) {
    Map<String, @Nullable Object> said = new LinkedHashMap<>(about);
    said.put("success", false);
    said.put("status", "refused");
    said.put("code", failure.reason());
    said.put("message", failure.message());
    said.put("hint", failure.hint());
    said.put("details", failure.details());
    return said;
  }
}
