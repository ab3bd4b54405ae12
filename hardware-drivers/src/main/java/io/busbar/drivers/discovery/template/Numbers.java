package io.busbar.drivers.discovery.template;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Reading and rounding of numbers. */
final class Numbers {
  private static final int LONGEST = 40;

  private Numbers() {}

  /** A number from a value or a text; null when it is none. */
  static @Nullable Double read(@Nullable Object value) {
    if (value instanceof String text) {
      return parsed(text.strip());
    }
    boolean numeric = value instanceof Number || value instanceof Boolean;
    double number = numeric ? Values.number(value).doubleValue() : Double.NaN;
    return Double.isFinite(number) ? number : null;
  }

  private static @Nullable Double parsed(String text) {
    if (text.isEmpty() || text.length() > LONGEST || "dDfF".indexOf(last(text)) >= 0) {
      return null;
    }
    try {
      double number = Double.parseDouble(text.replace("_", ""));
      return Double.isFinite(number) ? number : null;
    } catch (NumberFormatException none) {
      return null;
    }
  }

  static @Nullable Object toFloat(@Nullable Object value, Arguments arguments) {
    Double number = read(value);
    return number == null ? otherwise(value, arguments, 0, "float") : number;
  }

  static @Nullable Object toInt(@Nullable Object value, Arguments arguments) {
    Object base = arguments.get(1, "base");
    if (value instanceof String text && base instanceof Long radix && radix >= 2 && radix <= 36) {
      return inBase(text, radix.intValue(), arguments);
    }
    if (value instanceof Long) {
      return value;
    }
    Double number = read(value);
    return number == null ? otherwise(value, arguments, 0, "int") : (Object) number.longValue();
  }

  private static @Nullable Object inBase(String text, int radix, Arguments arguments) {
    try {
      return Long.parseLong(text.strip().replaceFirst("^0[xXbBoO]", ""), radix);
    } catch (NumberFormatException none) {
      return otherwise(text, arguments, 0, "int");
    }
  }

  /** Rounds halves to even, as Python does; to a whole number when no digits are asked for. */
  static @Nullable Object round(@Nullable Object value, Arguments arguments) {
    Double number = read(value);
    if (number == null) {
      return otherwise(value, arguments, 2, "round");
    }
    int digits = Values.index(arguments.or(0, "precision", 0L), -15, 15);
    String method = String.valueOf(arguments.or(1, "method", "common"));
    RoundingMode mode =
        switch (method) {
          case "ceil" -> RoundingMode.CEILING;
          case "floor" -> RoundingMode.FLOOR;
          default -> RoundingMode.HALF_EVEN;
        };
    double rounded = new BigDecimal(number).setScale(digits, mode).doubleValue();
    return digits == 0 ? (Object) (long) rounded : (Object) rounded;
  }

  private static @Nullable Object otherwise(
      @Nullable Object value, Arguments arguments, int index, String what) {
    Object otherwise = arguments.get(index, "default");
    if (otherwise == Absent.ABSENT) {
      throw value == Absent.ABSENT
          ? Trouble.missing("a number")
          : Trouble.value("'%s' cannot read '%s'".formatted(what, Values.shown(value)));
    }
    return otherwise;
  }

  private static char last(String text) {
    return text.charAt(text.length() - 1);
  }
}
