package io.busbar.bridge.mqtt.house;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Commands from the state somebody wants: {@code {"power":true,"brightness":40}}. Pure. */
final class ShortForm {
  private static final Map<String, String> PLAYBACK =
      Map.of("playing", "play", "paused", "pause", "stopped", "stop");
  private static final Map<String, String> ARMED =
      Map.of("disarmed", "disarm", "home", "arm_home", "away", "arm_away", "night", "arm_night");
  private static final Map<String, Function<Object, Call>> FIELDS =
      Map.ofEntries(
          Map.entry("power", value -> either("power", value, "turn_on", "turn_off")),
          Map.entry("muted", value -> either("muted", value, "mute", "unmute")),
          Map.entry("locked", value -> either("locked", value, "lock", "unlock")),
          Map.entry("brightness", value -> with("set_brightness", "brightness", value)),
          Map.entry("color", value -> with("set_color", "color", value)),
          Map.entry(
              "colorTemperature",
              value -> with("set_color_temperature", "colorTemperature", value)),
          Map.entry("volume", value -> with("set_volume", "volume", value)),
          Map.entry("input", value -> with("set_input", "input", value)),
          Map.entry("targetTemperature", value -> with("set_temperature", "temperature", value)),
          Map.entry("mode", value -> with("set_mode", "mode", value)),
          Map.entry("fanSpeed", value -> with("set_fan_speed", "speed", value)),
          Map.entry("position", value -> with("set_position", "position", value)),
          Map.entry("playback", value -> word("playback", value, PLAYBACK)),
          Map.entry("armed", value -> word("armed", value, ARMED)));

  private static final Set<Object> TRUE = Set.of(true, 1, "on", "true");
  private static final Set<Object> FALSE = Set.of(false, 0, "off", "false");

  private ShortForm() {}

  /** One command with its arguments. */
  record Call(String command, Fields payload) {}

  /**
   * Power on comes first, power off last, the others as they are written.
   *
   * @throws HubFailure INVALID a field that is none of a state that can be set, or its value is not
   */
  static List<Call> calls(Map<String, @Nullable Object> wanted) {
    List<Call> calls = new ArrayList<>();
    wanted.forEach((field, value) -> add(calls, call(field, value)));
    return calls;
  }

  private static void add(List<Call> calls, Call call) {
    if (call.command().equals("turn_on")) {
      calls.add(0, call);
    } else {
      int last = calls.size() - 1;
      boolean offLast = last >= 0 && calls.get(last).command().equals("turn_off");
      calls.add(offLast ? last : calls.size(), call);
    }
  }

  private static Call call(String field, @Nullable Object value) {
    Function<Object, Call> known = FIELDS.get(field);
    if (known == null || value == null) {
      throw HubFailure.invalid(
          "'%s' cannot be set.".formatted(field),
          "Send {\"command\":..., \"payload\":{...}}, or some of "
              + FIELDS.keySet().stream().sorted().toList()
              + ".");
    }
    return known.apply(value);
  }

  private static Call with(String command, String argument, Object value) {
    return new Call(command, Fields.of(argument, value));
  }

  private static Call either(String field, Object value, String on, String off) {
    Object plain = value instanceof String text ? text.toLowerCase(Locale.ROOT) : value;
    if (TRUE.contains(plain)) {
      return new Call(on, Fields.EMPTY);
    }
    if (FALSE.contains(plain)) {
      return new Call(off, Fields.EMPTY);
    }
    throw HubFailure.invalid("'%s' is true or false.".formatted(field), "Send true or false.");
  }

  private static Call word(String field, Object value, Map<String, String> words) {
    String command = value instanceof String text ? words.get(text) : null;
    if (command == null) {
      throw HubFailure.invalid(
          "'%s' cannot be '%s'.".formatted(field, value),
          "Send one of " + words.keySet().stream().sorted().toList() + ".");
    }
    return new Call(command, Fields.EMPTY);
  }
}
