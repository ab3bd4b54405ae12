package io.busbar.drivers.discovery.model;

/** Percentages of the hub and the scales devices have for them. */
public final class Percent {
  private static final double MICRO = 1_000_000;

  private Percent() {}

  /** Kept within 0 to 100. */
  public static double clamp(double percent) {
    return Math.max(0, Math.min(100, percent));
  }

  /** A whole percentage of a value that a device counts up to {@code full}. */
  public static long of(double value, double full) {
    return full <= 0 ? 0 : Math.round(clamp(100 * value / full));
  }

  /** The device's value of a percentage; more than nothing stays more than nothing. */
  public static long to(double percent, double full) {
    long value = Math.round(clamp(percent) * full / 100);
    return value == 0 && percent > 0 ? 1 : value;
  }

  /** Kelvin of mireds and mireds of kelvin; 0 of what is not more than nothing. */
  public static long reciprocal(double value) {
    return value < 1 ? 0 : Math.round(MICRO / value);
  }
}
