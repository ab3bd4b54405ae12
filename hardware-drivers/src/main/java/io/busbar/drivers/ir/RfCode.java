package io.busbar.drivers.ir;

/**
 * A fixed code of a 433 MHz remote, as extenders send it (spec 8.3). Rolling codes cannot be said.
 *
 * @param code 0 to 2^32 - 1
 * @param bits how many bits are sent, 1 to 64
 * @param protocol the timing, 1 to 7 as RCSwitch numbers them
 * @param repeat how many times one press sends, 1 to 20
 */
public record RfCode(long code, int bits, int protocol, int repeat) implements IrCode {
  /** How many bits most remotes send. */
  public static final int USUAL_BITS = 24;

  /** The timing most remotes use. */
  public static final int USUAL_PROTOCOL = 1;

  /** How often most remotes send. */
  public static final int USUAL_REPEAT = 8;

  private static final long MAX_CODE = 0xFFFF_FFFFL;
  private static final int MAX_BITS = 64;
  private static final int MAX_PROTOCOL = 7;
  private static final int MAX_REPEAT = 20;

  /**
   * Checks.
   *
   * @throws io.busbar.contracts.bus.HubFailure INVALID when a number is out of its range or the
   *     code has more bits than are sent
   */
  public RfCode {
    check("bits", bits, 1, MAX_BITS);
    check("protocol", protocol, 1, MAX_PROTOCOL);
    check("repeat", repeat, 1, MAX_REPEAT);
    check("code", code, 0, bits < 32 ? (1L << bits) - 1 : MAX_CODE);
  }

  private static void check(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw BadCode.at(
          "RF " + name,
          "is %d, not between %d and %d".formatted(value, min, max),
          "Extenders send fixed codes of up to 32 bits; see their capture of the remote.");
    }
  }
}
