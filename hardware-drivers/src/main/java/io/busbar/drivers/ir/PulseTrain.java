package io.busbar.drivers.ir;

import java.util.ArrayList;
import java.util.List;

/**
 * Light on, light off, in microseconds, beginning with a mark and ending with the space that keeps
 * frames apart.
 *
 * @param carrierHz what the marks are modulated with, {@value #MIN_CARRIER} to {@value
 *     #MAX_CARRIER}
 * @param once what is sent first
 * @param again what is sent each further time; empty means {@code once}
 * @param sends how many times one press of the key sends, 1 to {@value #MAX_SENDS}
 */
public record PulseTrain(int carrierHz, List<Integer> once, List<Integer> again, int sends)
    implements IrCode {
  /** What receivers expect when nobody says otherwise. */
  public static final int USUAL_CARRIER = 38_000;

  /** The slowest carrier an extender makes. */
  public static final int MIN_CARRIER = 10_000;

  /** The fastest carrier an extender makes. */
  public static final int MAX_CARRIER = 60_000;

  /** How many marks and spaces each part may have. */
  public static final int MAX_VALUES = 4_096;

  /** The longest mark or space. */
  public static final int MAX_MICROS = 1_000_000;

  /** How often one press may send. */
  public static final int MAX_SENDS = 50;

  /** The space put at the end of a train that lacks it. */
  public static final int USUAL_GAP = 40_000;

  /**
   * Checks and copies.
   *
   * @throws io.busbar.contracts.bus.HubFailure INVALID when a number is out of its range, a part
   *     ends with a mark, or nothing is sent at all
   */
  public PulseTrain {
    if (carrierHz < MIN_CARRIER || carrierHz > MAX_CARRIER) {
      throw BadCode.at(
          "The carrier of " + carrierHz + " Hz",
          "is not between 10 and 60 kHz",
          "Most remotes use 36000 to 40000 Hz.");
    }
    if (sends < 1 || sends > MAX_SENDS) {
      throw BadCode.at(
          "The repeat of " + sends, "is not between 1 and " + MAX_SENDS, "Use 1 to send it once.");
    }
    if (once.isEmpty()) {
      throw BadCode.at("The code", "is empty", "Give at least one mark and one space.");
    }
    once = checked(once, "Value");
    again = checked(again, "Value (of the part that repeats)");
  }

  /** A train that is sent once a press, and whole again when the key is held. */
  public static PulseTrain of(int carrierHz, List<Integer> micros) {
    return new PulseTrain(carrierHz, micros, List.of(), 1);
  }

  /** The values with the usual gap put at the end when they end with a mark. */
  public static List<Integer> closed(List<Integer> micros) {
    if (micros.size() % 2 == 0) {
      return micros;
    }
    List<Integer> closed = new ArrayList<>(micros);
    closed.add(USUAL_GAP);
    return closed;
  }

  /** The carrier in whole kilohertz, as extenders take it. */
  public int carrierKhz() {
    return Math.round(carrierHz / 1000f);
  }

  /** All that is sent when the key is pressed once. */
  public List<Integer> press() {
    return frames(sends);
  }

  /**
   * All that is sent in so many frames.
   *
   * @throws IllegalArgumentException when it is less than one
   */
  public List<Integer> frames(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("At least one frame is sent, not " + count);
    }
    List<Integer> next = again.isEmpty() ? once : again;
    List<Integer> sent = new ArrayList<>(once.size() + (count - 1) * next.size());
    sent.addAll(once);
    for (int i = 1; i < count; i++) {
      sent.addAll(next);
    }
    return sent;
  }

  /** How long the values take. */
  public static long micros(List<Integer> values) {
    return values.stream().mapToLong(Integer::longValue).sum();
  }

  private static List<Integer> checked(List<Integer> values, String word) {
    if (values.size() > MAX_VALUES) {
      throw BadCode.at(
          "The code",
          "has %d values, more than %d".formatted(values.size(), MAX_VALUES),
          "Send one frame and let it repeat.");
    }
    if (values.size() % 2 != 0) {
      throw BadCode.at("The code", "ends with a mark", "Put the space between frames at its end.");
    }
    int index = 0;
    for (int value : values) {
      index++;
      if (value < 1 || value > MAX_MICROS) {
        throw BadCode.at(
            "%s %d".formatted(word, index),
            "is %d, not between 1 and %d microseconds".formatted(value, MAX_MICROS),
            "Give each mark and space in microseconds.");
      }
    }
    return List.copyOf(values);
  }
}
