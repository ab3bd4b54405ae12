package io.busbar.demohouse;

import java.time.LocalDateTime;
import java.util.random.RandomGenerator;

/**
 * Some time that passes.
 *
 * @param time when it is over
 */
record Step(LocalDateTime time, double seconds, Senses senses, RandomGenerator random) {

  /**
   * What can be noticed in the house.
   *
   * @param motion whether somebody moves
   * @param open whether a door or window is open
   */
  record Senses(Air indoors, Air outdoors, boolean motion, boolean open) {}
}
