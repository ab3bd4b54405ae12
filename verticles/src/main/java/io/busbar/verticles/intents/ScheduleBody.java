package io.busbar.verticles.intents;

import io.busbar.contracts.intents.ParsedIntent;
import io.busbar.contracts.intents.ParsedIntent.DeviceAction;
import io.busbar.contracts.intents.ParsedIntent.Target;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.intents.meaning.ScheduleReader;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the automation of a sentence that says "every day at 7". */
final class ScheduleBody {
  private static final int MAX_NAME = 100;

  private ScheduleBody() {}

  static Fields of(ParsedIntent intent, @Nullable String text) {
    Fields when = intent.slots().object(ScheduleReader.SLOT);
    Stream<Map<String, Object>> commands = intent.actions().stream().map(ScheduleBody::command);
    Stream<Map<String, Object>> programs =
        intent.targets().stream()
            .map(Target::programId)
            .filter(Objects::nonNull)
            .map(program -> Map.<String, Object>of("type", "program", "programId", program));
    List<Map<String, Object>> actions =
        intent.actions().isEmpty() ? programs.toList() : commands.toList();
    return Fields.of("name", name(text, when))
        .with("type", "automation")
        .with("triggers", List.of(when.with("type", "time").values()))
        .with("actions", actions);
  }

  private static Map<String, Object> command(DeviceAction action) {
    return Map.of(
        "type",
        "device",
        "deviceId",
        action.deviceId().value(),
        "command",
        action.command(),
        "payload",
        action.payload().values());
  }

  private static String name(@Nullable String text, Fields when) {
    String name = text == null ? when.text("at").orElse("") + " " + when.list("days") : text;
    return name.strip().substring(0, Math.min(name.strip().length(), MAX_NAME));
  }
}
