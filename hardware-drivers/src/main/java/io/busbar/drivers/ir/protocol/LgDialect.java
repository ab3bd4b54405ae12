package io.busbar.drivers.ir.protocol;

import io.busbar.drivers.ir.Protocol;
import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.ir.Pulses;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * LG with 28 bits: 38 kHz, 9 ms and 4.2 ms of header, 500 µs marks, 550 or 1580 µs spaces, high bit
 * first: 8 of address, 16 of command, and the sum of the command's four nibbles; a held key sends
 * the ditto of NEC each 110 ms. Times: Arduino-IRremote's description of LG
 * (github.com/Arduino-IRremote/Arduino-IRremote, ir_LG.hpp); IRMP, "LGAIR".
 */
final class LgDialect implements Dialect {
  private static final BitTimes TIMES = new BitTimes(9000, 4200, 500, 550, 500, 1580, true, true);
  private static final int CARRIER = 38_000;
  private static final int BITS = 28;
  private static final int PERIOD = 110_000;
  private static final int NIBBLE = 0xF;

  @Override
  public PulseTrain encode(ProtocolCode code, boolean toggle) {
    Pulses frame = new Pulses();
    long bits = (long) code.address() << 20 | code.command() << 4 | sum(code.command());
    TIMES.write(frame, bits, BITS);
    return new PulseTrain(CARRIER, frame.period(PERIOD), NecDialect.ditto(9000, 500, PERIOD), 1);
  }

  @Override
  public Optional<Heard> decode(List<Integer> frame) {
    OptionalLong read = TIMES.read(frame, BITS);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    int bits = (int) read.getAsLong();
    int command = bits >> 4 & 0xFFFF;
    return sum(command) == (bits & NIBBLE)
        ? Heard.of(new ProtocolCode(Protocol.LG, bits >> 20, command))
        : Optional.empty();
  }

  private static int sum(int command) {
    int sum = (command >> 12) + ((command >> 8) & NIBBLE) + ((command >> 4) & NIBBLE);
    return (sum + (command & NIBBLE)) & NIBBLE;
  }
}
