package io.busbar.drivers.discovery.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What texts and objects can be told to do with a dot: {@code value.split(',')}. */
final class Methods {
  private static final Map<String, Callable> METHODS =
      Map.ofEntries(
          Map.entry("get", Methods::get),
          Map.entry("keys", (run, value, given) -> new ArrayList<>(object(value).keySet())),
          Map.entry("values", (run, value, given) -> new ArrayList<>(object(value).values())),
          Map.entry("items", (run, value, given) -> items(run, value)),
          Map.entry("split", Methods::split),
          Map.entry("replace", Methods::replace),
          Map.entry("join", (run, value, given) -> join(run, value, given)),
          Map.entry("format", (run, value, given) -> format(run, value, given)),
          Map.entry("lower", (run, value, given) -> lower(text(run, value))),
          Map.entry("upper", (run, value, given) -> text(run, value).toUpperCase(Locale.ROOT)),
          Map.entry("capitalize", (run, value, given) -> Filters.upperFirst(text(run, value))),
          Map.entry("title", (run, value, given) -> title(text(run, value))),
          Map.entry("strip", (run, value, given) -> strip(run, value, given, true, true)),
          Map.entry("lstrip", (run, value, given) -> strip(run, value, given, true, false)),
          Map.entry("rstrip", (run, value, given) -> strip(run, value, given, false, true)),
          Map.entry(
              "startswith", (run, value, given) -> text(run, value).startsWith(word(run, given))),
          Map.entry("endswith", (run, value, given) -> text(run, value).endsWith(word(run, given))),
          Map.entry("find", (run, value, given) -> find(run, text(run, value), word(run, given))),
          Map.entry("isdigit", (run, value, given) -> text(run, value).matches("[0-9]+")),
          Map.entry("isnumeric", (run, value, given) -> text(run, value).matches("[0-9]+")));

  private Methods() {}

  static @Nullable Callable find(String name) {
    return METHODS.get(name);
  }

  /** A method as a filter. */
  static Callable on(String name) {
    return (run, value, given) -> {
      Callable method = METHODS.get(name);
      return method == null ? Absent.ABSENT : method.call(run, value, given);
    };
  }

  private static @Nullable Object get(Evaluation run, @Nullable Object value, Arguments arguments) {
    Object found = Operators.pick(run, object(value), arguments.need(0, "key"));
    return found == Absent.ABSENT ? arguments.or(1, "default", null) : found;
  }

  private static Map<?, ?> object(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw value == Absent.ABSENT
        ? Trouble.missing("an object")
        : Trouble.value("%s is no object".formatted(Values.shown(value)));
  }

  private static Object items(Evaluation run, @Nullable Object value) {
    List<@Nullable Object> items = new ArrayList<>();
    for (Map.Entry<?, ?> entry : object(value).entrySet()) {
      run.step();
      List<@Nullable Object> pair = new ArrayList<>();
      pair.add(entry.getKey());
      pair.add(entry.getValue());
      items.add(pair);
    }
    return items;
  }

  private static String text(Evaluation run, @Nullable Object value) {
    if (value == Absent.ABSENT) {
      throw Trouble.missing("a text");
    }
    return Values.text(run, value);
  }

  private static String word(Evaluation run, Arguments arguments) {
    return Values.text(run, arguments.need(0, "text"));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static long find(Evaluation run, String text, String wanted) {
    run.search(text, wanted);
    return text.indexOf(wanted);
  }

  private static Object split(Evaluation run, @Nullable Object value, Arguments arguments) {
    String text = text(run, value);
    Object given = arguments.or(0, "sep", null);
    int most = Values.index(arguments.or(1, "maxsplit", -1L), -1, Evaluation.MAX_TEXT);
    List<@Nullable Object> parts = new ArrayList<>();
    String separator = given == null ? " " : Values.text(run, given);
    String rest = given == null ? text.strip().replaceAll("\\s+", " ") : text;
    if (separator.isEmpty()) {
      throw Trouble.value("nothing to split by");
    }
    run.search(rest, separator);
    int from = 0;
    int end = rest.indexOf(separator);
    while (end >= 0 && (most < 0 || parts.size() < most)) {
      run.step();
      parts.add(rest.substring(from, end));
      from = end + separator.length();
      end = rest.indexOf(separator, from);
    }
    parts.add(rest.substring(from));
    return parts;
  }

  private static Object replace(Evaluation run, @Nullable Object value, Arguments arguments) {
    String text = text(run, value);
    String what = Values.text(run, arguments.need(0, "old"));
    String with = Values.text(run, arguments.need(1, "new"));
    if (what.isEmpty()) {
      return text;
    }
    run.search(text, what);
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (int at = text.indexOf(what); at >= 0; at = text.indexOf(what, from)) {
      run.step();
      run.text((long) with.length() + at - from);
      out.append(text, from, at).append(with);
      from = at + what.length();
      checkLength(run, out);
    }
    out.append(text, from, text.length());
    checkLength(run, out);
    return out.toString();
  }

  private static void checkLength(Evaluation run, StringBuilder out) {
    if (out.length() > Evaluation.MAX_TEXT) {
      run.text(out.length());
    }
  }

  private static Object join(Evaluation run, @Nullable Object value, Arguments arguments) {
    Arguments by = new Arguments(List.of(text(run, value)), Map.of());
    return Lists.join(run, arguments.need(0, "list"), by);
  }

  /** Places for values in braces: {@code '{:02x}'.format(n)}. */
  private static Object format(Evaluation run, @Nullable Object value, Arguments arguments) {
    String layout = text(run, value).replace("%", "%%");
    String places = layout.replaceAll("\\{[0-9]?:?([0-9.]*[dxXf])\\}", "%$1");
    return Printf.format(run, places.replaceAll("\\{[0-9]?\\}", "%s"), arguments);
  }

  private static String strip(
      Evaluation run, @Nullable Object value, Arguments given, boolean left, boolean right) {
    String text = text(run, value);
    String characters = Values.text(run, given.or(0, "chars", " \t\r\n"));
    int from = 0;
    int to = text.length();
    run.search(text, characters);
    while (left && from < to && characters.indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    while (right && to > from && characters.indexOf(text.charAt(to - 1)) >= 0) {
      to--;
    }
    return text.substring(from, to);
  }

  private static String title(String text) {
    StringBuilder out = new StringBuilder();
    boolean first = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(first ? Character.toUpperCase(c) : Character.toLowerCase(c));
      first = !Character.isLetter(c);
    }
    return out.toString();
  }
}
