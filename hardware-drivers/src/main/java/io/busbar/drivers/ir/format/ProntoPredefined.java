package io.busbar.drivers.ir.format;

import io.busbar.drivers.ir.BadCode;
import io.busbar.drivers.ir.Protocol;
import io.busbar.drivers.ir.ProtocolCode;
import java.util.List;
import java.util.Locale;

/**
 * Pronto codes that name a protocol instead of pulses: 5000 RC5, 5001 RC5X, 6000 RC6 mode 0, 900A
 * NEC. The carrier and the two counts before the words of the code say nothing more.
 */
final class ProntoPredefined {
  private static final int HEADER = 4;
  private static final int BYTE = 0xFF;
  private static final int RC5 = 0x5000;
  private static final int RC5X = 0x5001;
  private static final int RC6 = 0x6000;
  private static final int NEC = 0x900A;

  private ProntoPredefined() {}

  static ProtocolCode read(List<Integer> words) {
    return switch (words.get(0)) {
      case RC5 -> new ProtocolCode(Protocol.RC5, word(words, 0), word(words, 1));
      case RC5X -> rc5x(words);
      case RC6 -> new ProtocolCode(Protocol.RC6, word(words, 0), word(words, 1));
      case NEC -> nec(word(words, 0), word(words, 1));
      default ->
          throw BadCode.at(
              "Word 1",
              String.format(Locale.ROOT, "is %04X, a kind this hub does not read", words.get(0)),
              "Use a learned code (0000), or a predefined one: 5000, 5001, 6000, 900A.");
    };
  }

  private static ProtocolCode rc5x(List<Integer> words) {
    int command = word(words, 1);
    return command <= Protocol.RC5.maxCommand()
        ? new ProtocolCode(Protocol.RC5, word(words, 0), command)
        : new ProtocolCode(Protocol.RC5X, word(words, 0), command);
  }

  private static ProtocolCode nec(int address, int command) {
    if ((command >> 8 ^ (command & BYTE)) != BYTE) {
      throw BadCode.at("Word 6", "is not a byte and its inverse", "Check the code for a typo.");
    }
    int low = address >> 8;
    int high = address & BYTE;
    return (low ^ high) == BYTE
        ? new ProtocolCode(Protocol.NEC, low, command >> 8)
        : new ProtocolCode(Protocol.NEC_EXT, low | high << 8, command >> 8);
  }

  private static int word(List<Integer> words, int index) {
    if (words.size() <= HEADER + index) {
      throw BadCode.at("The code", "ends after word %d".formatted(words.size()), "Copy it whole.");
    }
    return words.get(HEADER + index);
  }
}
