package io.busbar.drivers.ir.library;

import io.busbar.drivers.ir.BadCode;
import io.busbar.drivers.ir.Protocol;
import io.busbar.drivers.ir.ProtocolCode;
import java.util.Locale;
import java.util.Optional;

/**
 * Flipper's names and numbers of protocols. Its Kaseikyo puts the frame's last 32 bits together in
 * another way: two bits of id above the vendor, two nibbles of genre below it, ten bits of command.
 */
final class FlipperProtocol {
  private static final int BYTE = 0xFF;
  private static final int NIBBLE = 0xF;
  private static final int PANASONIC = 0x2002;

  private FlipperProtocol() {}

  static ProtocolCode read(String name, int address, int command) {
    return switch (name) {
      case "NEC" -> new ProtocolCode(Protocol.NEC, address, command);
      case "NECext" -> extended(address, command);
      case "NEC42" -> new ProtocolCode(Protocol.NEC42, address, command);
      case "NEC42ext" -> new ProtocolCode(Protocol.NEC42_EXT, address, command);
      case "RCA" -> rca(address, command);
      case "Samsung32" -> new ProtocolCode(Protocol.SAMSUNG, address, command);
      case "RC5" -> new ProtocolCode(Protocol.RC5, address, command);
      case "RC5X" -> new ProtocolCode(Protocol.RC5X, address, command | 0x40);
      case "RC6" -> new ProtocolCode(Protocol.RC6, address, command);
      case "SIRC" -> new ProtocolCode(Protocol.SIRC12, address, command);
      case "SIRC15" -> new ProtocolCode(Protocol.SIRC15, address, command);
      case "SIRC20" -> new ProtocolCode(Protocol.SIRC20, address, command);
      case "Kaseikyo" -> kaseikyo(address, command);
      default ->
          throw BadCode.at(
              "protocol",
              "is %s, which this hub does not speak".formatted(BadCode.quote(name)),
              "Export the signal as raw.");
    };
  }

  /** The lines of a signal; empty when Flipper does not know the protocol. */
  static Optional<String> write(ProtocolCode code) {
    int address = code.address();
    int command = code.command();
    return switch (code.protocol()) {
      case NEC -> lines("NEC", address, command);
      case NEC_EXT -> lines("NECext", address, command | ((~command & BYTE) << 8));
      case ONKYO -> lines("NECext", address, command);
      case NEC42 -> lines("NEC42", address, command);
      case NEC42_EXT -> lines("NEC42ext", address, command);
      case RCA -> lines("RCA", reversed(address, 4), reversed(command, 8));
      case SAMSUNG -> lines("Samsung32", address, command);
      case RC5 -> lines("RC5", address, command);
      case RC5X ->
          command < 0x40 ? lines("RC5", address, command) : lines("RC5X", address, command & 0x3F);
      case RC6 -> lines("RC6", address, command);
      case SIRC12 -> lines("SIRC", address, command);
      case SIRC15 -> lines("SIRC15", address, command);
      case SIRC20 -> lines("SIRC20", address, command);
      case PANASONIC -> kaseikyo(PANASONIC, address, command);
      case KASEIKYO -> kaseikyo(address >> 12, address & 0xFFF, command);
      case LG, JVC, RC6_6A, SHARP -> Optional.empty();
    };
  }

  private static ProtocolCode extended(int address, int command) {
    boolean inverse = (command >> 8 ^ (command & BYTE)) == BYTE;
    return inverse
        ? new ProtocolCode(Protocol.NEC_EXT, address, command & BYTE)
        : new ProtocolCode(Protocol.ONKYO, address, command);
  }

  /** Flipper takes what comes first for the lowest bit, which RCA's makers do not. */
  private static ProtocolCode rca(int address, int command) {
    ProtocolCode checked = new ProtocolCode(Protocol.RCA, address, command);
    return new ProtocolCode(
        Protocol.RCA, reversed(checked.address(), 4), reversed(checked.command(), 8));
  }

  private static int reversed(int value, int bits) {
    return Integer.reverse(value) >>> (Integer.SIZE - bits);
  }

  private static ProtocolCode kaseikyo(int address, int command) {
    if (address < 0 || address >> 26 != 0 || command < 0 || command >> 10 != 0) {
      throw BadCode.at("address or command", "has too many bits", "26 and 10 are sent.");
    }
    int vendor = address >> 8 & 0xFFFF;
    int genres = (address >> 4 & NIBBLE) | (address & NIBBLE) << 4;
    int device = genres | (command & NIBBLE) << 8;
    int key = command >> 4 | (address >> 24) << 6;
    return vendor == PANASONIC
        ? new ProtocolCode(Protocol.PANASONIC, device, key)
        : new ProtocolCode(Protocol.KASEIKYO, vendor << 12 | device, key);
  }

  private static Optional<String> kaseikyo(int vendor, int device, int key) {
    int address = (key >> 6) << 24 | vendor << 8;
    address |= (device & NIBBLE) << 4 | (device >> 4 & NIBBLE);
    return lines("Kaseikyo", address, (key & 0x3F) << 4 | device >> 8);
  }

  private static Optional<String> lines(String name, int address, int command) {
    return Optional.of(
        "type: parsed\nprotocol: %s\naddress: %s\ncommand: %s\n"
            .formatted(name, bytes(address), bytes(command)));
  }

  private static String bytes(int value) {
    return String.format(
        Locale.ROOT,
        "%02X %02X %02X %02X",
        value & BYTE,
        value >> 8 & BYTE,
        value >> 16 & BYTE,
        value >>> 24);
  }
}
