package io.busbar.bridge.mqtt.homeassistant;

import io.busbar.contracts.bus.Json;
import java.util.Map;

/** The expressions with which Home Assistant reads states and writes requests. */
final class Templates {
  private Templates() {}

  /** A field of the state; nothing while it is not known. */
  static String field(String name) {
    return "{{ value_json.get(%s, '') }}".formatted(quoted(name));
  }

  /** A field whose absence Home Assistant takes for "not known". */
  static String fieldOrNone(String name) {
    return "{{ value_json.get(%s) }}".formatted(quoted(name));
  }

  /** One of two words, by a field that is true or false; none while it is not known. */
  static String either(String name, String whenTrue, String whenFalse) {
    return "{%% set v = value_json.get(%s) %%}{%% if v is none %%}None{%% elif v %%}%s{%% else %%}%s{%% endif %%}"
        .formatted(quoted(name), whenTrue, whenFalse);
  }

  /** One of two words, by whether a field has a value. */
  static String equal(String name, String value, String whenEqual, String otherwise) {
    return "{%% set v = value_json.get(%s) %%}{%% if v is none %%}None{%% elif v == %s %%}%s{%% else %%}%s{%% endif %%}"
        .formatted(quoted(name), quoted(value), whenEqual, otherwise);
  }

  /** The value of a sensor among the extras. */
  static String sensor(String key) {
    return "{{ value_json.get('extras', {}).get('sensors', {}).get(%s, {}).get('value', '') }}"
        .formatted(quoted(key));
  }

  /** One of two words, by the value of a sensor among the extras. */
  static String sensorEither(String key, String whenTrue, String whenFalse) {
    return "{%% set v = value_json.get('extras', {}).get('sensors', {}).get(%s, {}).get('value') %%}{%% if v is none %%}None{%% elif v %%}%s{%% else %%}%s{%% endif %%}"
        .formatted(quoted(key), whenTrue, whenFalse);
  }

  /** The parts of a colour like {@code #FF8000}, as {@code 255,128,0}. */
  static String rgb(String name) {
    return "{%% set c = value_json.get(%s) %%}{%% if c %%}{{ c[1:3] | int(0, 16) }},{{ c[3:5] | int(0, 16) }},{{ c[5:7] | int(0, 16) }}{%% endif %%}"
        .formatted(quoted(name));
  }

  /** A request for a command without arguments. */
  static String request(String command) {
    return Json.text(Map.of("command", command));
  }

  /** A request for a command with one argument, which an expression makes JSON of. */
  static String request(String command, String argument, String expression) {
    return "{\"command\":%s,\"payload\":{%s:%s}}"
        .formatted(Json.text(command), Json.text(argument), expression);
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
