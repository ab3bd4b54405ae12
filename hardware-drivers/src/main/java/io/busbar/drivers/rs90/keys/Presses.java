package io.busbar.drivers.rs90.keys;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells how keys were pressed, of a remote that sends one message a press and none when a key is
 * let go. Each message becomes exactly one press, in the order they came: none is merged, none
 * doubled.
 *
 * <ul>
 *   <li>Messages of one key less than {@code repeat} apart are a run: the key may be held. Once a
 *       run has lasted {@code hold} its next message is {@code long}, once, and those after it are
 *       {@code repeat} while it goes on. Before that they are {@code short}.
 *   <li>A second press of the same key within {@code doubleWithin} of a first one is {@code double}
 *       when no third follows within {@code repeat}; the first was told as {@code short} already.
 *       When a third does follow, the second was part of a run and is told as {@code short}. Two
 *       presses further apart are two {@code short}. After a double, the next press is a first one.
 *   <li>Everything is told the moment its message arrives, but for that second press: it is held
 *       back until it is clear what it was, for {@code repeat} at most; another key ends the wait.
 *       With {@code doubleWithin} of zero nothing is ever held back, and nothing is double.
 * </ul>
 *
 * A clock that is set back makes the next press a first one.
 */
public final class Presses {
  private final Timing timing;
  private final InstantSource clock;
  private @Nullable String key;
  private Instant last = Instant.MIN;
  private Instant since = Instant.MIN;
  private int count;
  private boolean held;
  private boolean waiting;

  /**
   * When presses belong together.
   *
   * @param repeat messages of a held key are closer than this
   * @param doubleWithin zero for no double presses
   */
  public record Timing(Duration repeat, Duration doubleWithin, Duration hold) {}

  /** One press. */
  public record Press(String key, Kind kind) {}

  /** How a key was pressed. */
  public enum Kind {
    SHORT,
    DOUBLE,
    LONG,
    REPEAT
  }

  public Presses(Timing timing, InstantSource clock) {
    this.timing = timing;
    this.clock = clock;
  }

  /** Takes a message; returns what is clear now: up to two presses, the earlier one first. */
  public List<Press> pressed(String pressedKey) {
    Instant now = clock.instant();
    boolean same = pressedKey.equals(key) && !now.isBefore(last);
    boolean repeated = same && now.isBefore(last.plus(timing.repeat()));
    List<Press> told = new ArrayList<>(2);
    if (waiting) {
      told.add(new Press(String.valueOf(key), repeated ? Kind.SHORT : Kind.DOUBLE));
      waiting = false;
      same = repeated;
    }
    if (!same || !(repeated || isSecond(now))) {
      begin(pressedKey, now);
      told.add(new Press(pressedKey, Kind.SHORT));
      return told;
    }
    boolean second = isSecond(now);
    go(now, repeated);
    waiting = second;
    if (!second) {
      told.add(new Press(pressedKey, kind(now)));
    }
    return told;
  }

  /** What became clear because time has passed. */
  public List<Press> settled() {
    Instant now = clock.instant();
    boolean early = !now.isBefore(last) && now.isBefore(last.plus(timing.repeat()));
    if (!waiting || early) {
      return List.of();
    }
    waiting = false;
    Press told = new Press(String.valueOf(key), Kind.DOUBLE);
    key = null;
    return List.of(told);
  }

  /** When to look whether something became clear; empty when nothing is held back. */
  public Optional<Instant> due() {
    return waiting ? Optional.of(last.plus(timing.repeat())) : Optional.empty();
  }

  private void begin(String pressedKey, Instant now) {
    key = pressedKey;
    last = now;
    since = now;
    count = 1;
    held = false;
  }

  private void go(Instant now, boolean repeated) {
    last = now;
    count++;
    if (!repeated) {
      since = now;
    }
  }

  private boolean isSecond(Instant now) {
    return count == 1
        && !timing.doubleWithin().isZero()
        && !now.isAfter(last.plus(timing.doubleWithin()));
  }

  private Kind kind(Instant now) {
    if (held) {
      return Kind.REPEAT;
    }
    held = !now.isBefore(since.plus(timing.hold()));
    return held ? Kind.LONG : Kind.SHORT;
  }
}
