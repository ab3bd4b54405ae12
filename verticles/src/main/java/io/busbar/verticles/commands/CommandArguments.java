package io.busbar.verticles.commands;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.value.Fields;
import java.util.Map;
import java.util.regex.Pattern;

/** The arguments of a command: a bare value finds its name, and the catalog's schema is kept. */
final class CommandArguments {
  private static final String VALUE = "value";
  private static final String TEMPERATURE = "temperature";
  private static final String TARGET = "targetTemperature";
  private static final Pattern COMMAND = Pattern.compile("[^\\p{Cntrl}]{1,128}");

  /** The argument a bare value stands for (spec 2.3, 9.3). */
  private static final Map<String, String> NATURAL =
      Map.ofEntries(
          Map.entry("set_brightness", "brightness"),
          Map.entry("set_color", "color"),
          Map.entry("set_color_temperature", "colorTemperature"),
          Map.entry("set_volume", "volume"),
          Map.entry("set_input", "input"),
          Map.entry("set_temperature", TEMPERATURE),
          Map.entry("set_mode", "mode"),
          Map.entry("set_fan_speed", "speed"),
          Map.entry("set_position", "position"),
          Map.entry("key", "key"));

  /** What a percentage may be where the driver says nothing of it (spec 9.2). */
  private static final Fields PERCENT = Fields.of("minimum", 0).with("maximum", 100);

  private static final Map<String, Fields> RANGES =
      Map.of(
          "set_brightness", range("brightness"),
          "set_volume", range("volume"),
          "set_position", range("position"));

  private final PayloadCheck check = new PayloadCheck();

  /**
   * The payload with a bare value under its natural name too.
   *
   * @throws HubFailure INVALID when the command's name is none
   */
  Fields expanded(String command, Fields payload) {
    requireName(command);
    String natural = NATURAL.get(command);
    if (natural == null || payload.has(natural)) {
      return payload;
    }
    if (payload.has(VALUE)) {
      return payload.with(natural, payload.get(VALUE));
    }
    return natural.equals(TEMPERATURE) && payload.has(TARGET)
        ? payload.with(natural, payload.get(TARGET))
        : payload;
  }

  /**
   * Checks a command's name.
   *
   * @throws HubFailure INVALID when it is none
   */
  void requireName(String command) {
    if (!COMMAND.matcher(command).matches()) {
      throw HubFailure.invalid(
          "A command is a text of 1 to 128 characters.", "Name one of the device's commands.");
    }
  }

  /**
   * Checks the arguments against the catalog. Answers them as the device takes them: a closed
   * schema that knows only the natural name of a bare value gets only that. Of a command without a
   * schema only the percentages that spec 9.2 knows are judged.
   *
   * @throws HubFailure INVALID with reason VALUE_OUT_OF_RANGE
   */
  Fields fitting(CommandDef command, Fields payload) {
    Fields fitting = payload;
    String natural = NATURAL.get(command.key());
    if (natural != null && payload.has(natural) && isClosed(command)) {
      fitting = without(command, payload, VALUE);
      fitting = natural.equals(TEMPERATURE) ? without(command, fitting, TARGET) : fitting;
    }
    check.require(ranged(command), fitting);
    return fitting;
  }

  private static CommandDef ranged(CommandDef command) {
    Fields range = command.payloadSchema() == null ? RANGES.get(command.key()) : null;
    return range == null
        ? command
        : new CommandDef(
            command.key(),
            command.label(),
            command.idempotent(),
            range,
            command.description(),
            command.source());
  }

  private static Fields range(String argument) {
    return Fields.of("properties", Map.of(argument, PERCENT.values()));
  }

  private Fields without(CommandDef command, Fields payload, String name) {
    Fields properties = check.resolved(command).object("properties");
    return properties.has(name) ? payload : payload.without(name);
  }

  private boolean isClosed(CommandDef command) {
    return Boolean.FALSE.equals(check.resolved(command).get("additionalProperties"));
  }
}
