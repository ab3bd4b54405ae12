package io.busbar.demohouse;

/**
 * The air of one place.
 *
 * @param humidity relative, in percent
 */
record Air(double celsius, double humidity) {
  /** Indoor air follows the outside within minutes: what takes hours elsewhere can be watched. */
  static final double RESPONSE_SECONDS = 1_200;

  /** By how much the heating lifts a room above the outside in the end. */
  static final double HEATING_LIFT = 30;

  /** By how much the cooling takes a room below the outside in the end. */
  static final double COOLING_DROP = 15;

  private static final double DRY = 32;
  private static final double SHARE_OF_OUTSIDE = 0.2;

  /**
   * The air of a room after some time: a first-order response, exact for any span.
   *
   * @param effort 1 heats, -1 cools, 0 does neither
   */
  Air drifting(Air outside, int effort, double seconds) {
    double pull = effort > 0 ? HEATING_LIFT : effort < 0 ? -COOLING_DROP : 0;
    double remains = Math.exp(-seconds / RESPONSE_SECONDS);
    double warmth = outside.celsius + pull;
    double moisture = DRY + SHARE_OF_OUTSIDE * outside.humidity;
    return new Air(
        warmth + (celsius - warmth) * remains, moisture + (humidity - moisture) * remains);
  }
}
