package io.busbar.drivers.discovery.template;

import io.busbar.contracts.bus.Json;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The filters of one value; those of lists are in {@link Lists}. */
final class Filters {
  private static final Map<String, Callable> FILTERS =
      Map.ofEntries(
          Map.entry("default", (run, value, arguments) -> otherwise(value, arguments)),
          Map.entry("d", (run, value, arguments) -> otherwise(value, arguments)),
          Map.entry("int", (run, value, arguments) -> Numbers.toInt(value, arguments)),
          Map.entry("float", (run, value, arguments) -> Numbers.toFloat(value, arguments)),
          Map.entry("round", (run, value, arguments) -> Numbers.round(value, arguments)),
          Map.entry("abs", (run, value, arguments) -> absolute(value)),
          Map.entry("string", (run, value, arguments) -> Values.text(run, value)),
          Map.entry("bool", (run, value, arguments) -> Functions.flag(run, value, arguments)),
          Map.entry("lower", Methods.on("lower")),
          Map.entry("upper", Methods.on("upper")),
          Map.entry("title", Methods.on("title")),
          Map.entry("capitalize", Methods.on("capitalize")),
          Map.entry("trim", Methods.on("strip")),
          Map.entry("replace", Methods.on("replace")),
          Map.entry("split", Methods.on("split")),
          Map.entry("items", Methods.on("items")),
          Map.entry("format", Filters::format),
          Map.entry("from_json", (run, value, arguments) -> fromJson(run, value)),
          Map.entry("to_json", (run, value, arguments) -> toJson(run, value)),
          Map.entry("tojson", (run, value, arguments) -> toJson(run, value)),
          Map.entry("is_defined", (run, value, arguments) -> defined(value)),
          Map.entry("iif", Functions::iifOf),
          Map.entry("multiply", (run, value, given) -> scaled(run, "*", value, given)),
          Map.entry("add", (run, value, given) -> scaled(run, "+", value, given)),
          Map.entry("bitwise_and", (run, value, given) -> bits(value) & bits(given.need(0, "x"))),
          Map.entry("bitwise_or", (run, value, given) -> bits(value) | bits(given.need(0, "x"))),
          Map.entry("regex_replace", Patterns::replace),
          Map.entry("regex_findall_index", Patterns::found),
          Map.entry("regex_match", (run, value, given) -> Patterns.find(run, value, given, true)),
          Map.entry(
              "regex_search", (run, value, given) -> Patterns.find(run, value, given, false)));

  private Filters() {}

  static @Nullable Callable find(String name) {
    Callable filter = FILTERS.get(name);
    return filter == null ? Lists.find(name) : filter;
  }

  private static @Nullable Object otherwise(@Nullable Object value, Arguments arguments) {
    boolean also = Values.isTrue(arguments.or(1, "boolean", false));
    boolean replaced = value == Absent.ABSENT || (also && !Values.isTrue(value));
    return replaced ? arguments.or(0, "default_value", "") : value;
  }

  private static Object absolute(@Nullable Object value) {
    Number number = Values.number(value);
    boolean negative = number.doubleValue() < 0;
    return negative ? Arithmetic.negate(number) : number;
  }

  private static Object format(Evaluation run, @Nullable Object value, Arguments arguments) {
    return Printf.format(run, Values.text(run, value), arguments);
  }

  private static Object defined(@Nullable Object value) {
    if (value == null || value == Absent.ABSENT) {
      throw Trouble.missing("the value");
    }
    return value;
  }

  private static @Nullable Object fromJson(Evaluation run, @Nullable Object value) {
    String text = Values.text(run, value);
    run.spend(text.length() / 8);
    Object read = Template.json(text);
    if (read == Absent.ABSENT) {
      throw Trouble.value("'from_json' cannot read '%s'".formatted(Values.shown(text)));
    }
    return read;
  }

  private static Object toJson(Evaluation run, @Nullable Object value) {
    if (value == Absent.ABSENT || value instanceof Namespace) {
      throw Trouble.missing("what is to be written");
    }
    int size = Values.text(run, value).length();
    run.spend(size / 8);
    return value == null ? "null" : new String(Json.bytes(value), StandardCharsets.UTF_8);
  }

  /** What is no number stays as it is, or becomes the default. */
  private static @Nullable Object scaled(
      Evaluation run, String operator, @Nullable Object value, Arguments arguments) {
    Double number = Numbers.read(value);
    Double by = Numbers.read(arguments.need(0, "amount"));
    if (number == null || by == null) {
      return arguments.or(1, "default", value);
    }
    return Arithmetic.compute(run, operator, number, by);
  }

  private static long bits(@Nullable Object value) {
    return Values.number(value).longValue();
  }

  static String upperFirst(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT)
            + text.substring(1).toLowerCase(Locale.ROOT);
  }
}
