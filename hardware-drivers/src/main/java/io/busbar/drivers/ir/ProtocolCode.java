package io.busbar.drivers.ir;

import java.util.Locale;

/**
 * A key in the words of its protocol.
 *
 * @param address which device, at most {@link Protocol#maxAddress()}
 * @param command which key, at most {@link Protocol#maxCommand()}
 */
public record ProtocolCode(Protocol protocol, int address, int command) implements IrCode {
  /**
   * Checks.
   *
   * @throws io.busbar.contracts.bus.HubFailure INVALID when a number does not fit the protocol
   */
  public ProtocolCode {
    check(protocol, "address", address, protocol.maxAddress());
    check(protocol, "command", command, protocol.maxCommand());
  }

  private static void check(Protocol protocol, String name, int value, int max) {
    if (value < 0 || value > max) {
      throw BadCode.at(
          "The %s of a %s code".formatted(name, protocol),
          String.format(Locale.ROOT, "is %d, not between 0 and %d", value, max),
          "Take a wider protocol, or mend the number.");
    }
  }
}
