package io.busbar.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/** What a workload can be judged by, and the columns it stands in. */
enum Figure {
  RATE("/s", true, "per second (median, range)"),
  /** Stays comparable when the machine is busy. */
  WORK("/s of server time", true, "per second of server time"),
  P50(" ms", false, "p50 ms"),
  P99(" ms", false, "p99 ms"),
  EACH(" KB", false, "each KB"),
  READY(" ms", false, "ready after ms"),
  MEMORY(" MB", false, "hub and database MB");

  private static final double MANY = 1_000;

  private final String unit;
  private final boolean moreIsBetter;
  private final String column;

  Figure(String unit, boolean moreIsBetter, String column) {
    this.unit = unit;
    this.moreIsBetter = moreIsBetter;
    this.column = column;
  }

  /** Reads the word of a target. */
  static Figure of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** The one that counts in a table nobody set a target for. */
  static Figure mainOf(Measured measured) {
    List<Figure> order = measured.doors().contains("") ? List.of(values()) : List.of(P99);
    return order.stream()
        .filter(figure -> measured.value(Measured.HUB, figure).isPresent())
        .findFirst()
        .orElse(RATE);
  }

  /** The number at the beginning of its cell. */
  OptionalDouble in(Map<String, String> line) {
    String cell = line.get(column);
    if (cell == null || cell.isEmpty()) {
      return OptionalDouble.empty();
    }
    String number = Objects.requireNonNull(cell.split(" ", 2)[0]).replace(",", "");
    try {
      return OptionalDouble.of(Double.parseDouble(number));
    } catch (NumberFormatException none) {
      return OptionalDouble.empty();
    }
  }

  boolean isBetter(double one, double other) {
    return moreIsBetter ? one > other : one < other;
  }

  String text(double value) {
    return value >= MANY
        ? String.format(Locale.ROOT, "%,.0f%s", value, unit)
        : String.format(Locale.ROOT, "%.3g%s", value, unit);
  }
}
