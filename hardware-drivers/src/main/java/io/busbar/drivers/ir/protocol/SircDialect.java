package io.busbar.drivers.ir.protocol;

import io.busbar.drivers.ir.Protocol;
import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.ir.Pulses;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Sony SIRC with 12, 15 or 20 bits: 40 kHz, 2.4 ms and 0.6 ms of header, marks of 0.6 or 1.2 ms,
 * spaces of 0.6 ms, low bit first, the command before the address, one frame each 45 ms. A press
 * sends three frames. Times: SB-Projects, "Sony SIRC Protocol"
 * (sbprojects.net/knowledge/ir/sirc.php).
 */
final class SircDialect implements Dialect {
  private static final BitTimes TIMES = new BitTimes(2400, 600, 600, 600, 1200, 600, false, false);
  private static final int CARRIER = 40_000;
  private static final int PERIOD = 45_000;
  private static final int SENDS = 3;
  private static final int COMMAND_BITS = 7;

  @Override
  public PulseTrain encode(ProtocolCode code, boolean toggle) {
    Pulses frame = new Pulses();
    TIMES.write(
        frame, code.command() | (long) code.address() << COMMAND_BITS, bits(code.protocol()));
    return new PulseTrain(CARRIER, frame.period(PERIOD), List.of(), SENDS);
  }

  @Override
  public Optional<Heard> decode(List<Integer> frame) {
    for (Protocol protocol : List.of(Protocol.SIRC12, Protocol.SIRC15, Protocol.SIRC20)) {
      OptionalLong read = TIMES.read(frame, bits(protocol));
      if (read.isPresent()) {
        int bits = (int) read.getAsLong();
        int command = bits & protocol.maxCommand();
        return Heard.of(new ProtocolCode(protocol, bits >> COMMAND_BITS, command));
      }
    }
    return Optional.empty();
  }

  private static int bits(Protocol protocol) {
    return COMMAND_BITS + Integer.bitCount(protocol.maxAddress());
  }
}
