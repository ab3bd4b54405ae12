package io.busbar.bridge.mqtt.homeassistant;

import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.InstanceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Devices of every kind, as the registry knows them. */
final class Made {
  private static final Instant THEN = Instant.parse("2026-01-05T10:00:00Z");

  private Made() {}

  static LogicalDevice device(
      String type, String domain, List<CommandDef> commands, Map<String, ?> state) {
    return device("dev_1", type, domain, commands, state, Fields.EMPTY);
  }

  static LogicalDevice device(
      String id,
      String type,
      String domain,
      List<CommandDef> commands,
      Map<String, ?> state,
      Fields properties) {
    return new LogicalDevice(
        new DeviceId(id),
        "external",
        "A " + type,
        type,
        type,
        domain,
        type,
        new DriverKey("MADE"),
        new InstanceId("made-1"),
        "space_1",
        "Kitchen",
        "Acme",
        "T-1000",
        List.of(),
        Fields.EMPTY,
        List.of(),
        commands,
        properties,
        new Fields(Map.copyOf(state)),
        true,
        false,
        false,
        false,
        THEN,
        THEN,
        THEN);
  }

  static List<CommandDef> plain(String... keys) {
    return List.of(keys).stream().map(key -> command(key, null)).toList();
  }

  static CommandDef ranged(String key, String argument, double least, double most) {
    return with(key, argument, Map.of("type", "number", "minimum", least, "maximum", most));
  }

  static CommandDef chosen(String key, String argument, String... words) {
    return with(key, argument, Map.of("type", "string", "enum", List.of(words)));
  }

  static CommandDef with(String key, String argument, Map<String, ?> schema) {
    return command(
        key,
        new Fields(
            Map.of(
                "type",
                "object",
                "properties",
                Map.of(argument, schema),
                "required",
                List.of(argument))));
  }

  private static CommandDef command(String key, @Nullable Fields schema) {
    return new CommandDef(key, "Do " + key, true, schema, null, CommandDef.Origin.DRIVER);
  }
}
