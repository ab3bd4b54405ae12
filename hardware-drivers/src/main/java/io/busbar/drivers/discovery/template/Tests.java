package io.busbar.drivers.discovery.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What may be asked of a value after 'is'. */
final class Tests {
  private static final Map<String, Callable> TESTS =
      Map.ofEntries(
          Map.entry("defined", (run, value, given) -> value != Absent.ABSENT),
          Map.entry("undefined", (run, value, given) -> value == Absent.ABSENT),
          Map.entry("none", (run, value, given) -> value == null),
          Map.entry("number", (run, value, given) -> value instanceof Number),
          Map.entry("integer", (run, value, given) -> isWhole(value)),
          Map.entry("float", (run, value, given) -> value instanceof Double),
          Map.entry("string", (run, value, given) -> value instanceof String),
          Map.entry("boolean", (run, value, given) -> value instanceof Boolean),
          Map.entry("true", (run, value, given) -> Boolean.TRUE.equals(value)),
          Map.entry("false", (run, value, given) -> Boolean.FALSE.equals(value)),
          Map.entry("mapping", (run, value, given) -> value instanceof Map),
          Map.entry("sequence", (run, value, given) -> isMany(value)),
          Map.entry("iterable", (run, value, given) -> isMany(value)),
          Map.entry("list", (run, value, given) -> value instanceof List),
          Map.entry("odd", (run, value, given) -> Values.number(value).longValue() % 2 != 0),
          Map.entry("even", (run, value, given) -> Values.number(value).longValue() % 2 == 0),
          Map.entry("in", compares("in")),
          Map.entry("eq", compares("==")),
          Map.entry("equalto", compares("==")),
          Map.entry("ne", compares("!=")),
          Map.entry("lt", compares("<")),
          Map.entry("lessthan", compares("<")),
          Map.entry("le", compares("<=")),
          Map.entry("gt", compares(">")),
          Map.entry("greaterthan", compares(">")),
          Map.entry("ge", compares(">=")),
          Map.entry("match", (run, value, given) -> Patterns.find(run, value, given, true)),
          Map.entry("search", (run, value, given) -> Patterns.find(run, value, given, false)));

  private Tests() {}

  static @Nullable Callable find(String name) {
    return TESTS.get(name);
  }

  private static Callable compares(String operator) {
    return (run, value, given) -> Operators.compare(run, operator, value, given.need(0, "other"));
  }

  private static boolean isWhole(@Nullable Object value) {
    return value instanceof Number number && Values.isWhole(number);
  }

  private static boolean isMany(@Nullable Object value) {
    return value instanceof List || value instanceof Map || value instanceof String;
  }
}
