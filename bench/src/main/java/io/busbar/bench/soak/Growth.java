package io.busbar.bench.soak;

import java.util.Arrays;
import java.util.List;

/**
 * What became of one measure over time. The first third is warming up and does not count for the
 * slope and the verdict.
 *
 * @param perHour the slope of the straight line through the rest
 */
record Growth(double first, double last, double perHour, Verdict verdict) {
  private static final int LEAST_SAMPLES = 6;
  private static final double LEAST_MINUTES = 10;
  private static final int THIRD = 3;
  private static final double MINUTES = 60;

  /** What a measure did. */
  enum Verdict {
    STEADY("steady"),
    GROWS("GROWS"),
    TOO_SHORT("too short to say");

    private final String words;

    Verdict(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /**
   * Judges a measure: it grows when the least of the last third is above the most of the first one
   * by more than it may vary.
   *
   * @param minutes when each was taken
   * @param tolerance part of a value that it may vary by
   */
  static Growth of(List<Double> minutes, List<Double> values, double tolerance) {
    int from = values.size() / THIRD;
    double[] times = rest(minutes, from);
    double[] rest = rest(values, from);
    return new Growth(
        values.get(0),
        values.get(values.size() - 1),
        slope(times, rest) * MINUTES,
        isTooShort(minutes) ? Verdict.TOO_SHORT : verdict(rest, tolerance));
  }

  private static boolean isTooShort(List<Double> minutes) {
    return minutes.size() < LEAST_SAMPLES
        || minutes.get(minutes.size() - 1) - minutes.get(0) < LEAST_MINUTES;
  }

  private static double[] rest(List<Double> all, int from) {
    return all.subList(from, all.size()).stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static Verdict verdict(double[] rest, double tolerance) {
    int third = rest.length / THIRD;
    double before = Arrays.stream(rest, 0, third).max().orElse(0);
    double after = Arrays.stream(rest, rest.length - third, rest.length).min().orElse(0);
    return after > before * (1 + tolerance) ? Verdict.GROWS : Verdict.STEADY;
  }

  /** Least squares. */
  private static double slope(double[] times, double[] values) {
    double meanTime = Arrays.stream(times).average().orElse(0);
    double meanValue = Arrays.stream(values).average().orElse(0);
    double above = 0;
    double below = 0;
    for (int i = 0; i < times.length; i++) {
      above += (times[i] - meanTime) * (values[i] - meanValue);
      below += (times[i] - meanTime) * (times[i] - meanTime);
    }
    return below == 0 ? 0 : above / below;
  }
}
