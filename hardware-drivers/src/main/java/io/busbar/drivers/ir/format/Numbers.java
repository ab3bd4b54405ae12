package io.busbar.drivers.ir.format;

import io.busbar.drivers.ir.BadCode;
import io.busbar.drivers.ir.PulseTrain;
import java.util.List;

/** Reads numbers that strangers wrote. */
final class Numbers {
  private static final int MAX_DIGITS = 9;
  private static final int HEX = 16;

  private Numbers() {}

  /** A decimal number with an optional sign. */
  static int decimal(String where, String text, String hint) {
    int sign = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    int digits = text.length() - sign;
    if (digits < 1
        || digits > MAX_DIGITS
        || !text.substring(sign).chars().allMatch(Numbers::isDigit)) {
      throw BadCode.at(where, "is %s, not a whole number".formatted(BadCode.quote(text)), hint);
    }
    return Integer.parseInt(text);
  }

  /** Four hex digits. */
  static int word(String where, String text) {
    if (!text.matches("[0-9A-Fa-f]{4}")) {
      throw BadCode.at(
          where,
          "is %s, not four hex digits".formatted(BadCode.quote(text)),
          "A Pronto code is words of four hex digits with spaces between them.");
    }
    return Integer.parseInt(text, HEX);
  }

  /** Adds a mark or space, refusing more than a train may have. */
  static void add(List<Integer> micros, int value) {
    if (micros.size() >= PulseTrain.MAX_VALUES) {
      throw BadCode.at(
          "The code",
          "has more than %d values".formatted(PulseTrain.MAX_VALUES),
          "Send one frame and let it repeat.");
    }
    micros.add(value);
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }
}
