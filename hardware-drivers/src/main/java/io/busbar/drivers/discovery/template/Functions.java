package io.busbar.drivers.discovery.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions of templates; none of them knows anything but its arguments. */
final class Functions {
  private static final int MAX_RANGE = 256;
  private static final Map<String, Callable> FUNCTIONS =
      Map.ofEntries(
          Map.entry("iif", Functions::iif),
          Map.entry("float", (run, none, given) -> Numbers.toFloat(first(given), rest(given))),
          Map.entry("int", (run, none, given) -> Numbers.toInt(first(given), rest(given))),
          Map.entry("bool", (run, none, given) -> flag(run, first(given), rest(given))),
          Map.entry("min", (run, none, given) -> Lists.extreme(run, all(given), -1)),
          Map.entry("max", (run, none, given) -> Lists.extreme(run, all(given), 1)),
          Map.entry("range", (run, none, given) -> range(run, given)),
          Map.entry("namespace", (run, none, given) -> new Namespace(given.named())),
          Map.entry("dict", (run, none, given) -> given.named()));

  private Functions() {}

  static @Nullable Callable find(String name) {
    return FUNCTIONS.get(name);
  }

  private static @Nullable Object first(Arguments arguments) {
    return arguments.need(0, "value");
  }

  private static Arguments rest(Arguments arguments) {
    List<? extends @Nullable Object> given = arguments.given();
    return given.isEmpty()
        ? arguments
        : new Arguments(given.subList(1, given.size()), arguments.named());
  }

  private static Object all(Arguments arguments) {
    List<? extends @Nullable Object> given = arguments.given();
    return given.size() == 1 && given.get(0) instanceof List<?> list ? list : given;
  }

  private static @Nullable Object iif(Evaluation run, @Nullable Object none, Arguments arguments) {
    return iifOf(run, first(arguments), rest(arguments));
  }

  static @Nullable Object iifOf(Evaluation run, @Nullable Object value, Arguments arguments) {
    if (value == null && arguments.get(2, "if_none") != Absent.ABSENT) {
      return arguments.get(2, "if_none");
    }
    return Values.isTrue(value)
        ? arguments.or(0, "if_true", true)
        : arguments.or(1, "if_false", false);
  }

  /** What people call true or false. */
  static @Nullable Object flag(Evaluation run, @Nullable Object value, Arguments arguments) {
    if (value instanceof Boolean || Values.isNumber(value)) {
      return Values.isTrue(value);
    }
    switch (Values.text(run, value).strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "enable", "1" -> {
        return true;
      }
      case "false", "no", "off", "disable", "0" -> {
        return false;
      }
      default -> {
        Object otherwise = arguments.get(0, "default");
        if (otherwise == Absent.ABSENT) {
          throw Trouble.value("'bool' cannot read '%s'".formatted(Values.shown(value)));
        }
        return otherwise;
      }
    }
  }

  private static Object range(Evaluation run, Arguments arguments) {
    boolean single = arguments.given().size() < 2;
    long from = single ? 0 : Values.number(arguments.need(0, "start")).longValue();
    long to = Values.number(arguments.need(single ? 0 : 1, "stop")).longValue();
    long step = Values.number(arguments.or(2, "step", 1L)).longValue();
    List<@Nullable Object> numbers = new ArrayList<>();
    for (long i = from; step != 0 && (step > 0 ? i < to : i > to); i += step) {
      run.step();
      if (numbers.size() >= MAX_RANGE) {
        throw Trouble.tooMuch("a range holds more than %d numbers".formatted(MAX_RANGE));
      }
      numbers.add(i);
    }
    return numbers;
  }
}
