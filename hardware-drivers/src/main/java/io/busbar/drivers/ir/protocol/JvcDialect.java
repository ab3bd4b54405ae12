package io.busbar.drivers.ir.protocol;

import io.busbar.drivers.ir.Protocol;
import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.ir.Pulses;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * JVC: 38 kHz, 525 µs units, 16 and 8 of header, 1 of mark, 1 or 3 of space, 8 bits of address and
 * 8 of command, low bit first, 45 units of gap; a held key leaves the header out. Times:
 * SB-Projects, "JVC Protocol" (sbprojects.net/knowledge/ir/jvc.php), and the IRP of DecodeIR:
 * {@code {38k,525}<1,-1|1,-3>(16,-8,(D:8,F:8,1,-45)+)}.
 */
final class JvcDialect implements Dialect {
  private static final int UNIT = 525;
  private static final BitTimes TIMES =
      new BitTimes(16 * UNIT, 8 * UNIT, UNIT, UNIT, UNIT, 3 * UNIT, true, false);
  private static final int CARRIER = 38_000;
  private static final int BITS = 16;
  private static final int GAP = 45 * UNIT;
  private static final int BYTE = 0xFF;

  @Override
  public PulseTrain encode(ProtocolCode code, boolean toggle) {
    long bits = code.address() | (long) code.command() << 8;
    Pulses once = new Pulses();
    TIMES.write(once, bits, BITS);
    Pulses again = new Pulses();
    TIMES.headless().write(again, bits, BITS);
    return new PulseTrain(CARRIER, once.gap(GAP), again.gap(GAP), 1);
  }

  @Override
  public Optional<Heard> decode(List<Integer> frame) {
    OptionalLong read = TIMES.read(frame, BITS);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    int bits = (int) read.getAsLong();
    return Heard.of(new ProtocolCode(Protocol.JVC, bits & BYTE, bits >> 8));
  }
}
