package io.busbar.demohouse;

import io.busbar.kit.Device;
import java.util.List;
import java.util.Map;

/**
 * One command of a catalog (spec 9.3), with at most one argument.
 *
 * @param arguments JSON Schemas by name, all required
 */
record CommandDef(
    String key, String label, boolean idempotent, Map<String, Map<String, Object>> arguments) {

  /** A command that may be repeated. */
  static CommandDef of(String key, String label) {
    return new CommandDef(key, label, true, Map.of());
  }

  /** A command that does more each time. */
  static CommandDef step(String key, String label) {
    return new CommandDef(key, label, false, Map.of());
  }

  CommandDef with(String argument, Map<String, Object> schema) {
    return new CommandDef(key, label, idempotent, Map.of(argument, schema));
  }

  static Map<String, Object> whole(int min, int max) {
    return Map.of("type", "integer", "minimum", min, "maximum", max);
  }

  static Map<String, Object> number(double min, double max) {
    return Map.of("type", "number", "minimum", min, "maximum", max);
  }

  static Map<String, Object> oneOf(List<String> words) {
    return Map.of("type", "string", "enum", words);
  }

  static <E extends Enum<E>> Map<String, Object> oneOf(Class<E> words) {
    return oneOf(Words.all(words));
  }

  /** As it is announced. */
  Map<String, Object> written() {
    return Device.command(key, label, idempotent, arguments);
  }
}
