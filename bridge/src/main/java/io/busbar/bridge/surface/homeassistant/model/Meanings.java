package io.busbar.bridge.surface.homeassistant.model;

import io.busbar.bridge.surface.homeassistant.model.Services.Step;
import io.busbar.bridge.surface.homeassistant.model.Services.Target;
import io.busbar.contracts.value.Fields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The services of each domain as commands of a device (spec 9.3). */
final class Meanings {
  private static final String ON = "turn_on";
  private static final String OFF = "turn_off";
  private static final String POSITION = "position";
  private static final int MOST_COMMANDS = 50;
  private static final int MOST_REPEATS = 20;

  static final Map<String, BiFunction<Target, Fields, List<Step>>> POWER =
      Map.of(
          ON,
          (target, sent) -> plain(target, ON),
          OFF,
          (target, sent) -> plain(target, OFF),
          "toggle",
          (target, sent) -> toggle(target));

  static final Map<String, BiFunction<Target, Fields, List<Step>>> LIGHT =
      with(POWER, Map.of(ON, LightMeaning::turnOn));

  static final Map<String, BiFunction<Target, Fields, List<Step>>> FAN =
      with(
          POWER,
          Map.of(
              "set_percentage",
              (target, sent) ->
                  value(target, "set_fan_speed", "speed", Sent.number(sent, "percentage", 0, 100)),
              "set_preset_mode",
              (target, sent) ->
                  value(target, "set_fan_speed", "speed", Sent.text(sent, "preset_mode"))));

  static final Map<String, BiFunction<Target, Fields, List<Step>>> CLIMATE =
      with(
          POWER,
          Map.of(
              "set_temperature",
              (target, sent) ->
                  value(
                      target,
                      "set_temperature",
                      "temperature",
                      Sent.number(sent, "temperature", -50, 100)),
              "set_hvac_mode",
              (target, sent) -> value(target, "set_mode", "mode", Sent.text(sent, "hvac_mode")),
              "set_fan_mode",
              (target, sent) ->
                  value(target, "set_fan_speed", "speed", Sent.text(sent, "fan_mode"))));

  static final Map<String, BiFunction<Target, Fields, List<Step>>> COVER =
      Map.of(
          "open_cover", (target, sent) -> plain(target, "open"),
          "close_cover", (target, sent) -> plain(target, "close"),
          "stop_cover", (target, sent) -> plain(target, "stop"),
          "toggle", (target, sent) -> plain(target, isOpen(target) ? "close" : "open"),
          "set_cover_position",
              (target, sent) ->
                  value(target, "set_position", POSITION, Sent.number(sent, POSITION, 0, 100)));

  static final Map<String, BiFunction<Target, Fields, List<Step>>> LOCK =
      Map.of(
          "lock", (target, sent) -> plain(target, "lock"),
          "unlock", (target, sent) -> plain(target, "unlock"));

  static final Map<String, BiFunction<Target, Fields, List<Step>>> REMOTE =
      with(POWER, Map.of("send_command", Meanings::sendCommand));

  private Meanings() {}

  static List<Step> plain(Target target, String command) {
    return target.can(command) ? List.of(Step.of(command)) : List.of();
  }

  static List<Step> value(Target target, String command, String argument, Object value) {
    return target.can(command) ? List.of(Step.of(command, argument, value)) : List.of();
  }

  private static List<Step> toggle(Target target) {
    List<Step> own = plain(target, "toggle");
    return own.isEmpty() ? plain(target, target.isOn() ? OFF : ON) : own;
  }

  private static boolean isOpen(Target target) {
    return target.state().get(POSITION) instanceof Number position && position.doubleValue() > 0;
  }

  /** Any command of the device, by name; one or several, each so many times. */
  private static List<Step> sendCommand(Target target, Fields sent) {
    Object asked = sent.get("command");
    List<?> names = asked instanceof List<?> list ? list : List.of(Sent.text(sent, "command"));
    int repeats = sent.has("num_repeats") ? Sent.whole(sent, "num_repeats", 1, MOST_REPEATS) : 1;
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < repeats; i++) {
      names.forEach(name -> steps.addAll(plain(target, String.valueOf(name))));
    }
    Sent.requireAll(steps.size() == names.size() * repeats, "The device lacks a command named.");
    Sent.requireAll(steps.size() <= MOST_COMMANDS, "At most 50 commands at once.");
    return steps;
  }

  private static Map<String, BiFunction<Target, Fields, List<Step>>> with(
      Map<String, BiFunction<Target, Fields, List<Step>>> some,
      Map<String, BiFunction<Target, Fields, List<Step>>> more) {
    Map<String, BiFunction<Target, Fields, List<Step>>> all = new HashMap<>(some);
    all.putAll(more);
    return Map.copyOf(all);
  }
}
