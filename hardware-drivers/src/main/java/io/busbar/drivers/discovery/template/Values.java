package io.busbar.drivers.discovery.template;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How the values of templates behave: as those of Python do. */
final class Values {
  private static final double PLAIN_FROM = 1e-4;
  private static final double PLAIN_TO = 1e16;

  private Values() {}

  static List<@Nullable Object> all(Evaluation run, List<Expression> expressions) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Expression expression : expressions) {
      values.add(expression.evaluate(run));
    }
    return values;
  }

  static boolean isTrue(@Nullable Object value) {
    if (value instanceof Boolean flag) {
      return flag;
    }
    if (value instanceof Number number) {
      return number.doubleValue() != 0;
    }
    if (value instanceof String text) {
      return !text.isEmpty();
    }
    if (value instanceof Collection<?> list) {
      return !list.isEmpty();
    }
    return value instanceof Map<?, ?> map ? !map.isEmpty() : value instanceof Namespace;
  }

  /** A number as it is in arithmetic: whole or not. */
  static Number number(@Nullable Object value) {
    if (value instanceof Boolean flag) {
      return flag ? 1L : 0L;
    }
    if (value instanceof Long || value instanceof Double) {
      return (Number) value;
    }
    if (value instanceof Integer whole) {
      return whole.longValue();
    }
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw value == Absent.ABSENT
        ? Trouble.missing("a number")
        : Trouble.value("%s is no number".formatted(shown(value)));
  }

  static boolean isNumber(@Nullable Object value) {
    return value instanceof Number && !(value instanceof Double number && number.isNaN());
  }

  static boolean isWhole(Number number) {
    return number instanceof Long || number instanceof Integer;
  }

  /** A whole number between two borders, for places, widths and counts. */
  static int index(@Nullable Object value, int min, int max) {
    long number = number(value).longValue();
    return (int) Math.min(Math.max(number, min), max);
  }

  /** As it is written out. */
  static String text(Evaluation run, @Nullable Object value) {
    String text = value instanceof String plain ? plain : written(run, value);
    run.text(text.length());
    return text;
  }

  private static String written(Evaluation run, @Nullable Object value) {
    if (value == Absent.ABSENT) {
      return "";
    }
    if (!(value instanceof Map) && !(value instanceof List)) {
      return shown(value);
    }
    StringBuilder out = new StringBuilder();
    nested(run, out, value);
    return out.toString();
  }

  private static void nested(Evaluation run, StringBuilder out, @Nullable Object value) {
    run.step();
    run.text(out.length() / 16);
    String separator = "";
    if (value instanceof Map<?, ?> map) {
      out.append('{');
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.append(separator).append(quoted(entry.getKey())).append(": ");
        nested(run, out, entry.getValue());
        separator = ", ";
      }
      out.append('}');
    } else if (value instanceof List<?> list) {
      out.append('[');
      for (Object item : list) {
        out.append(separator);
        nested(run, out, item);
        separator = ", ";
      }
      out.append(']');
    } else {
      out.append(quoted(value));
    }
  }

  private static String quoted(@Nullable Object value) {
    return value instanceof String text
        ? "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
        : shown(value);
  }

  static String shown(@Nullable Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof Boolean flag) {
      return flag ? "True" : "False";
    }
    if (value instanceof Double number) {
      return decimal(number);
    }
    if (value instanceof String text) {
      return text.length() > 80 ? text.substring(0, 80) + "..." : text;
    }
    if (value instanceof Map || value instanceof List) {
      return value instanceof Map ? "an object" : "a list";
    }
    return value == Absent.ABSENT ? "" : value.toString();
  }

  private static String decimal(double number) {
    if (Double.isNaN(number)) {
      return "nan";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "inf" : "-inf";
    }
    double size = Math.abs(number);
    if (number == 0 || (size >= PLAIN_FROM && size < PLAIN_TO)) {
      String plain = new BigDecimal(Double.toString(number)).toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String[] parts = Double.toString(number).split("E", 2);
    int exponent = Integer.parseInt(parts[1]);
    String mantissa = parts[0].endsWith(".0") ? parts[0].replace(".0", "") : parts[0];
    return "%se%s%02d".formatted(mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  static boolean equal(Evaluation run, @Nullable Object left, @Nullable Object right) {
    run.step();
    if (isNumeric(left) && isNumeric(right)) {
      return compareNumbers(number(left), number(right)) == 0;
    }
    if (left instanceof String text && right instanceof String other) {
      run.text(Math.min(text.length(), other.length()));
      return text.equals(other);
    }
    if (left instanceof List<?> list && right instanceof List<?> other) {
      return equalLists(run, list, other);
    }
    if (left instanceof Map<?, ?> map && right instanceof Map<?, ?> other) {
      return equalMaps(run, map, other);
    }
    return Objects.equals(left, right);
  }

  private static boolean equalLists(Evaluation run, List<?> list, List<?> other) {
    if (list.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < list.size(); i++) {
      if (!equal(run, list.get(i), other.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean equalMaps(Evaluation run, Map<?, ?> map, Map<?, ?> other) {
    if (map.size() != other.size()) {
      return false;
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      boolean same = other.containsKey(entry.getKey());
      if (!same || !equal(run, entry.getValue(), other.get(entry.getKey()))) {
        return false;
      }
    }
    return true;
  }

  static int compare(Evaluation run, @Nullable Object left, @Nullable Object right) {
    run.step();
    if (isNumeric(left) && isNumeric(right)) {
      return compareNumbers(number(left), number(right));
    }
    if (left instanceof String text && right instanceof String other) {
      run.text(Math.min(text.length(), other.length()));
      return text.compareTo(other);
    }
    if (left == Absent.ABSENT || right == Absent.ABSENT) {
      throw Trouble.missing("a value to compare");
    }
    throw Trouble.value("%s and %s cannot be compared".formatted(shown(left), shown(right)));
  }

  static boolean contains(Evaluation run, @Nullable Object all, @Nullable Object part) {
    if (all instanceof String text) {
      run.text(text.length());
      if (part instanceof String wanted) {
        run.search(text, wanted);
        return text.contains(wanted);
      }
      return false;
    }
    if (all instanceof Map<?, ?> map) {
      return map.containsKey(part);
    }
    if (all instanceof List<?> list) {
      return list.stream().anyMatch(item -> equal(run, item, part));
    }
    throw all == Absent.ABSENT
        ? Trouble.missing("what is searched")
        : Trouble.value("%s holds nothing".formatted(shown(all)));
  }

  /** What a loop, or a filter for lists, goes through. */
  static List<? extends @Nullable Object> items(Evaluation run, @Nullable Object value) {
    if (value instanceof List<?> list) {
      run.spend(list.size());
      return list;
    }
    if (value instanceof Map<?, ?> map) {
      run.spend(map.size());
      return new ArrayList<@Nullable Object>(map.keySet());
    }
    if (value instanceof String text) {
      run.spend(text.length());
      return text.codePoints().mapToObj(Character::toString).toList();
    }
    throw value == Absent.ABSENT
        ? Trouble.missing("a list")
        : Trouble.value("%s is no list".formatted(shown(value)));
  }

  private static boolean isNumeric(@Nullable Object value) {
    return value instanceof Number || value instanceof Boolean;
  }

  private static int compareNumbers(Number left, Number right) {
    return isWhole(left) && isWhole(right)
        ? Long.compare(left.longValue(), right.longValue())
        : Double.compare(left.doubleValue() + 0.0, right.doubleValue() + 0.0);
  }
}
