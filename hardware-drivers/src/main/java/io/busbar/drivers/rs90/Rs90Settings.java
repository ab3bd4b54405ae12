package io.busbar.drivers.rs90;

import io.busbar.drivers.rs90.keys.Presses;
import java.time.Duration;

/**
 * How remotes are spoken to.
 *
 * @param battery how often an online remote is asked for its battery
 * @param repeat messages of a held key are closer than this
 * @param doubleWithin a second press this soon may be a double one; zero for none
 * @param hold after so long a held key is a long press
 * @param byId triggers commands by their ids, not by their names
 * @param plainOff switches the ring off with the guessed topic {@code ledlight/off}
 * @param retainMacros asks the broker to keep the state of a macro the hub sets
 */
public record Rs90Settings(
    Duration battery,
    Duration repeat,
    Duration doubleWithin,
    Duration hold,
    boolean byId,
    boolean plainOff,
    boolean retainMacros) {
  /** What the manifest says by default. */
  public static final Rs90Settings DEFAULT =
      new Rs90Settings(
          Duration.ofHours(1),
          Duration.ofMillis(250),
          Duration.ofMillis(400),
          Duration.ofMillis(600),
          false,
          false,
          true);

  Presses.Timing timing() {
    return new Presses.Timing(repeat, doubleWithin, hold);
  }
}
