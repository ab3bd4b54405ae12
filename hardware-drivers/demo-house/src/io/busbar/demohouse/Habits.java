package io.busbar.demohouse;

import java.time.LocalDateTime;

/** How often the people who live here do something, by the time of day. */
enum Habits {
  /** Somebody walks through the hall. */
  WALK(3_600, 90, 900, 150),
  /** Somebody comes or goes. */
  PASS_THE_DOOR(86_400, 900, 5_400, 1_200),
  /** Somebody airs the kitchen. */
  AIR_THE_KITCHEN(86_400, 2_400, 10_800, 3_600);

  private static final int WAKE = 6;
  private static final int LEAVE = 9;
  private static final int RETURN = 16;
  private static final int SLEEP = 23;

  private final double night;
  private final double morning;
  private final double day;
  private final double evening;

  /** The seconds that usually lie between two times. */
  Habits(double night, double morning, double day, double evening) {
    this.night = night;
    this.morning = morning;
    this.day = day;
    this.evening = evening;
  }

  /** Whether it happens within a step; the same for the same time and randomness. */
  boolean happens(Step step) {
    double probability = 1 - Math.exp(-step.seconds() / usualSeconds(step.time()));
    return step.random().nextDouble() < probability;
  }

  private double usualSeconds(LocalDateTime time) {
    int hour = time.getHour();
    if (hour < WAKE || hour >= SLEEP) {
      return night;
    }
    if (hour < LEAVE) {
      return morning;
    }
    return hour < RETURN ? day : evening;
  }
}
