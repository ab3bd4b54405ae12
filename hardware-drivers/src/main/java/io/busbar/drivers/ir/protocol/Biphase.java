package io.busbar.drivers.ir.protocol;

import io.busbar.drivers.ir.Pulses;
import java.util.List;
import java.util.Optional;

/**
 * Manchester code as half bits: light on or off for one unit each.
 *
 * @param unit half a bit, in microseconds
 */
record Biphase(int unit) {
  private static final double TOLERANCE = 0.4;

  void write(Pulses pulses, boolean light, int units) {
    if (light) {
      pulses.mark(units * unit);
    } else {
      pulses.space(units * unit);
    }
  }

  /**
   * The half bits of a frame, filled up with darkness.
   *
   * @param dark how many dark units come before the first mark, where nobody can hear them
   * @return empty when a time is no multiple of the unit, or there are more than {@code length}
   */
  Optional<boolean[]> read(List<Integer> frame, int dark, int length) {
    boolean[] halves = new boolean[length];
    int at = dark;
    boolean light = true;
    for (int micros : frame) {
      int units = units(micros);
      if (units < 1 || at + units > length) {
        return Optional.empty();
      }
      for (int end = at + units; at < end; at++) {
        halves[at] = light;
      }
      light = !light;
    }
    return Optional.of(halves);
  }

  private int units(int micros) {
    int units = (int) Math.round(micros / (double) unit);
    return Math.abs(micros - units * unit) <= TOLERANCE * unit ? units : 0;
  }
}
