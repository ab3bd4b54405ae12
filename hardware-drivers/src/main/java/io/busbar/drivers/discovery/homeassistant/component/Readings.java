package io.busbar.drivers.discovery.homeassistant.component;

import org.jspecify.annotations.Nullable;

/** Payloads as values. */
final class Readings {
  private static final double PERCENT = 100;
  private static final double MIREDS = 1_000_000;
  private static final int LONGEST_NUMBER = 40;

  private Readings() {}

  /** A finite number; null when the text is none. */
  static @Nullable Double number(String text) {
    String plain = text.strip();
    boolean may = !plain.isEmpty() && plain.length() <= LONGEST_NUMBER;
    if (!may || "0123456789.+-".indexOf(plain.charAt(0)) < 0 || !isDigitOrDot(plain)) {
      return null;
    }
    try {
      double number = Double.parseDouble(plain);
      return Double.isFinite(number) ? number : null;
    } catch (NumberFormatException none) {
      return null;
    }
  }

  /** Whole numbers without a fraction. */
  static Number plain(double number) {
    boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
    return whole ? (Number) (long) number : (Number) number;
  }

  /** A share of a scale in percent, whole. */
  static long percent(double value, double from, double to) {
    double share = to == from ? 0 : (value - from) / (to - from) * PERCENT;
    return Math.round(Math.min(PERCENT, Math.max(0, share)));
  }

  /** A percentage as a value of a scale. */
  static Number scaled(double percent, double from, double to) {
    return plain(Math.rint(from + (to - from) * percent / PERCENT));
  }

  /** Mireds from kelvin, and the other way round. */
  static long mireds(double other) {
    return other <= 0 ? 0 : Math.round(MIREDS / other);
  }

  private static boolean isDigitOrDot(String text) {
    char last = text.charAt(text.length() - 1);
    return (last >= '0' && last <= '9') || last == '.';
  }
}
