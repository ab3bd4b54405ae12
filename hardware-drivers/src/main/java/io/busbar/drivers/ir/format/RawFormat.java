package io.busbar.drivers.ir.format;

import io.busbar.drivers.ir.BadCode;
import io.busbar.drivers.ir.PulseTrain;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Microseconds, as captures, Arduino sketches and signed ESPHome lists have them. */
final class RawFormat {
  private static final Pattern BETWEEN = Pattern.compile("[\\s,;]+");
  private static final String HINT = "Write microseconds with commas between, e.g. 9000,4500,560.";

  private RawFormat() {}

  static PulseTrain read(String text) {
    return PulseTrain.of(PulseTrain.USUAL_CARRIER, micros(text));
  }

  static String write(PulseTrain train) {
    return train.press().stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /** The values of a text, closed with a space. */
  static List<Integer> micros(String text) {
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    String inner = bracketed ? text.substring(1, text.length() - 1).strip() : text;
    List<Integer> signed = new ArrayList<>();
    for (String part : BETWEEN.split(inner, -1)) {
      String where = "Value %d".formatted(signed.size() + 1);
      Numbers.add(signed, Numbers.decimal(where, part, HINT));
    }
    return unsigned(signed);
  }

  /** Checks that signs, where there are any, alternate; makes values positive. */
  static List<Integer> unsigned(List<Integer> signed) {
    boolean signs = signed.stream().anyMatch(value -> value < 0);
    List<Integer> micros = new ArrayList<>(signed.size() + 1);
    for (int value : signed) {
      boolean mark = micros.size() % 2 == 0;
      if (signs && mark == value < 0) {
        throw BadCode.at(
            "Value %d".formatted(micros.size() + 1),
            mark ? "is a space where a mark belongs" : "is a mark where a space belongs",
            "Begin with a mark (positive) and alternate with spaces (negative).");
      }
      micros.add(Math.abs(value));
    }
    return PulseTrain.closed(micros);
  }
}
