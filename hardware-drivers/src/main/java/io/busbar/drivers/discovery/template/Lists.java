package io.busbar.drivers.discovery.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The filters of lists. */
final class Lists {
  private static final int SORTING = 16;
  private static final Map<String, Callable> FILTERS =
      Map.ofEntries(
          Map.entry("length", (run, value, arguments) -> length(value)),
          Map.entry("count", (run, value, arguments) -> length(value)),
          Map.entry("list", (run, value, arguments) -> copy(run, value)),
          Map.entry("first", (run, value, arguments) -> end(run, value, true)),
          Map.entry("last", (run, value, arguments) -> end(run, value, false)),
          Map.entry("min", (run, value, arguments) -> extreme(run, value, -1)),
          Map.entry("max", (run, value, arguments) -> extreme(run, value, 1)),
          Map.entry("sum", (run, value, arguments) -> sum(run, value)),
          Map.entry("sort", Lists::sort),
          Map.entry("unique", (run, value, arguments) -> unique(run, value)),
          Map.entry("reverse", (run, value, arguments) -> reverse(run, value)),
          Map.entry("join", Lists::join),
          Map.entry("map", Lists::map),
          Map.entry("select", (run, value, arguments) -> select(run, value, arguments, true)),
          Map.entry("reject", (run, value, arguments) -> select(run, value, arguments, false)));

  private Lists() {}

  static @Nullable Callable find(String name) {
    return FILTERS.get(name);
  }

  static long length(@Nullable Object value) {
    if (value instanceof String text) {
      return text.codePointCount(0, text.length());
    }
    if (value instanceof List<?> list) {
      return list.size();
    }
    if (value instanceof Map<?, ?> map) {
      return map.size();
    }
    if (value == Absent.ABSENT) {
      return 0;
    }
    throw Trouble.value("%s has no length".formatted(Values.shown(value)));
  }

  static List<@Nullable Object> copy(Evaluation run, @Nullable Object value) {
    return new ArrayList<>(Values.items(run, value));
  }

  private static @Nullable Object end(Evaluation run, @Nullable Object value, boolean first) {
    List<? extends @Nullable Object> items = Values.items(run, value);
    if (items.isEmpty()) {
      return Absent.ABSENT;
    }
    return items.get(first ? 0 : items.size() - 1);
  }

  static @Nullable Object extreme(Evaluation run, @Nullable Object value, int sign) {
    Object best = Absent.ABSENT;
    for (Object item : Values.items(run, value)) {
      boolean better = best == Absent.ABSENT || Values.compare(run, item, best) * sign > 0;
      best = better ? item : best;
    }
    return best;
  }

  private static Object sum(Evaluation run, @Nullable Object value) {
    Object sum = 0L;
    for (Object item : Values.items(run, value)) {
      sum = Arithmetic.compute(run, "+", sum, item);
    }
    return sum;
  }

  private static Object sort(Evaluation run, @Nullable Object value, Arguments arguments) {
    List<@Nullable Object> items = copy(run, value);
    run.spend(items.size() * SORTING);
    items.sort((left, right) -> Values.compare(run, left, right));
    if (Values.isTrue(arguments.or(0, "reverse", false))) {
      Collections.reverse(items);
    }
    return items;
  }

  private static Object unique(Evaluation run, @Nullable Object value) {
    List<@Nullable Object> unique = new ArrayList<>();
    for (Object item : Values.items(run, value)) {
      if (!Values.contains(run, unique, item)) {
        unique.add(item);
      }
    }
    return unique;
  }

  private static Object reverse(Evaluation run, @Nullable Object value) {
    if (value instanceof String text) {
      run.text(text.length());
      return new StringBuilder(text).reverse().toString();
    }
    List<@Nullable Object> items = copy(run, value);
    Collections.reverse(items);
    return items;
  }

  static String join(Evaluation run, @Nullable Object value, Arguments arguments) {
    String between = Values.text(run, arguments.or(0, "d", ""));
    StringBuilder out = new StringBuilder();
    String separator = "";
    for (Object item : Values.items(run, value)) {
      String text = Values.text(run, item);
      run.text((long) out.length() + separator.length() + text.length());
      out.append(separator).append(text);
      separator = between;
    }
    return out.toString();
  }

  /** Of each item an attribute, or what a filter makes of it. */
  private static Object map(Evaluation run, @Nullable Object value, Arguments arguments) {
    Object attribute = arguments.named().get("attribute");
    List<@Nullable Object> mapped = new ArrayList<>();
    if (attribute != null) {
      for (Object item : Values.items(run, value)) {
        mapped.add(Operators.pick(run, item, attribute));
      }
      return mapped;
    }
    Callable filter = named("filter", arguments, Filters.find(word(arguments)));
    for (Object item : Values.items(run, value)) {
      run.step();
      mapped.add(filter.call(run, item, rest(arguments)));
    }
    return mapped;
  }

  private static Object select(
      Evaluation run, @Nullable Object value, Arguments arguments, boolean wanted) {
    List<@Nullable Object> selected = new ArrayList<>();
    Callable test =
        arguments.given().isEmpty()
            ? (asked, item, none) -> Values.isTrue(item)
            : named("test", arguments, Tests.find(word(arguments)));
    for (Object item : Values.items(run, value)) {
      run.step();
      if (Values.isTrue(test.call(run, item, rest(arguments))) == wanted) {
        selected.add(item);
      }
    }
    return selected;
  }

  private static String word(Arguments arguments) {
    return String.valueOf(arguments.need(0, "name"));
  }

  private static Callable named(String what, Arguments arguments, @Nullable Callable found) {
    if (found == null) {
      throw Trouble.value("there is no %s '%s'".formatted(what, word(arguments)));
    }
    return Objects.requireNonNull(found);
  }

  private static Arguments rest(Arguments arguments) {
    List<? extends @Nullable Object> given = arguments.given();
    return given.isEmpty()
        ? arguments
        : new Arguments(given.subList(1, given.size()), arguments.named());
  }
}
