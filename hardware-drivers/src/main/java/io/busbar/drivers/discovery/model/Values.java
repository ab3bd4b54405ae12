package io.busbar.drivers.discovery.model;

import io.busbar.contracts.value.Fields;
import io.busbar.kit.Failure;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values as devices write them, made into what the hub understands. */
public final class Values {
  private static final int MAX_DIGITS = 40;
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d{1,3})?");
  private static final double EXACT = 1L << 53;

  private Values() {}

  /** A finite number, also one written as a text. */
  public static Optional<Double> number(@Nullable Object value) {
    if (value instanceof Number number) {
      return Optional.of(number.doubleValue()).filter(Double::isFinite);
    }
    if (value instanceof String text
        && text.length() <= MAX_DIGITS
        && NUMBER.matcher(text.strip()).matches()) {
      return Optional.of(Double.valueOf(text.strip())).filter(Double::isFinite);
    }
    return Optional.empty();
  }

  /** A truth value in the spellings of spec 9.2. */
  public static Optional<Boolean> truth(@Nullable Object value) {
    if (value instanceof Boolean truth) {
      return Optional.of(truth);
    }
    return switch (String.valueOf(value).toLowerCase(Locale.ROOT)) {
      case "on", "true", "1", "1.0", "yes" -> Optional.of(true);
      case "off", "false", "0", "0.0", "no" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** A number without a needless fraction. */
  public static Number plain(double value) {
    if (value == Math.rint(value) && Math.abs(value) < EXACT) {
      return (long) value;
    }
    return value;
  }

  /** A number as a text without exponent. */
  public static String written(double value) {
    return value == 0 ? "0" : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** A text, number or truth value as it may stand in a state; empty for anything else. */
  public static Optional<Object> scalar(@Nullable Object value) {
    if (value instanceof String text) {
      return Optional.of(Words.clean(text, Words.MAX_TEXT));
    }
    return value instanceof Number || value instanceof Boolean
        ? Optional.of(value)
        : Optional.empty();
  }

  /**
   * The number a command was given.
   *
   * @throws Failure when there is none
   */
  public static double required(Fields arguments, String name) {
    return number(arguments.get(name)).orElseThrow(() -> missing(name, "a number"));
  }

  /**
   * The text a command was given.
   *
   * @throws Failure when there is none
   */
  public static String requiredText(Fields arguments, String name) {
    return scalar(arguments.get(name))
        .map(String::valueOf)
        .orElseThrow(() -> missing(name, "a text"));
  }

  /**
   * The truth value a command was given.
   *
   * @throws Failure when there is none
   */
  public static boolean requiredTruth(Fields arguments, String name) {
    return truth(arguments.get(name)).orElseThrow(() -> missing(name, "true or false"));
  }

  /**
   * The colour a command was given.
   *
   * @throws Failure when there is none
   */
  public static Rgb requiredColor(Fields arguments) {
    return arguments
        .text("color")
        .flatMap(Rgb::parse)
        .orElseThrow(() -> missing("color", "a colour such as #FF8000"));
  }

  private static Failure missing(String name, String what) {
    return new Failure("the command needs '%s', %s".formatted(name, what));
  }
}
