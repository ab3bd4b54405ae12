package io.busbar.demohouse;

import java.time.LocalDateTime;
import java.time.temporal.ChronoField;

/** The air outside: warmest in summer and in the afternoon, the same at the same time. */
final class Weather {
  private static final double YEARLY_MEAN = 10;
  private static final double SEASON_SWING = 9;
  private static final double DAY_SWING = 5;
  private static final double WARMEST_DAY = 200;
  private static final double DAYS = 365.25;
  private static final double WARMEST_HOUR = 15;
  private static final double HOURS = 24;
  private static final double SECONDS_PER_HOUR = 3_600;
  private static final double MEAN_HUMIDITY = 70;
  private static final double HUMIDITY_SWING = 20;

  private Weather() {}

  static Air at(LocalDateTime time) {
    double season = wave(time.getDayOfYear() - WARMEST_DAY, DAYS);
    double hour = time.get(ChronoField.SECOND_OF_DAY) / SECONDS_PER_HOUR;
    double day = wave(hour - WARMEST_HOUR, HOURS);
    return new Air(
        YEARLY_MEAN + SEASON_SWING * season + DAY_SWING * day,
        MEAN_HUMIDITY - HUMIDITY_SWING * day);
  }

  private static double wave(double distance, double period) {
    return Math.cos(2 * Math.PI * distance / period);
  }
}
