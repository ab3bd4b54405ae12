package io.busbar.bench.report;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One condition: {@code rate >= 2 x express}, {@code p50 <= 0.2} in the figure's unit, or {@code
 * rate flat 20 %} over all sizes.
 *
 * @param peer whose figure is the measure; null for a plain number
 */
record Target(Figure figure, Comparison comparison, double bound, @Nullable String peer) {
  private static final Pattern FORM =
      Pattern.compile("(\\w+) (>=|<=|flat) ([0-9.]+)(?: x ([a-z-]+)| %)?");
  private static final double PERCENT = 100;

  /** How a figure is held against its bound. */
  enum Comparison {
    AT_LEAST,
    AT_MOST,
    FLAT
  }

  /** What became of a condition. */
  enum Verdict {
    MET,
    MISSED,
    OPEN
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException it is none
   */
  static Target of(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException("This is no target: " + text);
    }
    Comparison comparison =
        switch (form.group(2)) {
          case ">=" -> Comparison.AT_LEAST;
          case "<=" -> Comparison.AT_MOST;
          default -> Comparison.FLAT;
        };
    return new Target(
        Figure.of(form.group(1)), comparison, Double.parseDouble(form.group(3)), form.group(4));
  }

  /** OPEN when the hub or the peer was not measured. */
  Verdict verdict(Measured measured) {
    if (comparison == Comparison.FLAT) {
      return flat(measured.values(Measured.HUB, figure));
    }
    OptionalDouble hub = measured.value(Measured.HUB, figure);
    Optional<Double> limit = limit(measured);
    if (hub.isEmpty() || limit.isEmpty()) {
      return Verdict.OPEN;
    }
    double least = comparison == Comparison.AT_LEAST ? hub.getAsDouble() : limit.get();
    double most = comparison == Comparison.AT_LEAST ? limit.get() : hub.getAsDouble();
    return least >= most ? Verdict.MET : Verdict.MISSED;
  }

  private Optional<Double> limit(Measured measured) {
    if (peer == null) {
      return Optional.of(bound);
    }
    OptionalDouble its = measured.value(peer, figure);
    return its.isEmpty() ? Optional.empty() : Optional.of(bound * its.getAsDouble());
  }

  private Verdict flat(List<Double> values) {
    if (values.size() < 2) {
      return Verdict.OPEN;
    }
    double least = Collections.min(values);
    double most = Collections.max(values);
    return (most - least) / most <= bound / PERCENT ? Verdict.MET : Verdict.MISSED;
  }
}
