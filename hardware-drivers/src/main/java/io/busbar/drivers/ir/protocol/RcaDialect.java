package io.busbar.drivers.ir.protocol;

import io.busbar.drivers.ir.Protocol;
import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.ir.Pulses;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * RCA: 56 kHz, 4 ms and 4 ms of header, 500 µs marks, 1 or 2 ms spaces, 4 bits of address, 8 of
 * command and the inverse of both, high bit first; one frame each 64 ms, 7.5 of them dark. Times:
 * SB-Projects, "RCA Protocol" (sbprojects.net/knowledge/ir/rca.php), and the IRP of DecodeIR:
 * {@code {58k,460,msb}<1,-2|1,-4>(8,-8,D:4,F:8,~D:4,~F:8,1,-16)+}.
 */
final class RcaDialect implements Dialect {
  private static final BitTimes TIMES = new BitTimes(4000, 4000, 500, 1000, 500, 2000, true, true);
  private static final int CARRIER = 56_000;
  private static final int GAP = 7_500;
  private static final int HALF_BITS = 12;
  private static final int HALF = 0xFFF;
  private static final int BYTE = 0xFF;

  @Override
  public PulseTrain encode(ProtocolCode code, boolean toggle) {
    int said = code.address() << 8 | code.command();
    Pulses frame = new Pulses();
    TIMES.write(frame, (long) said << HALF_BITS | (~said & HALF), 2 * HALF_BITS);
    return PulseTrain.of(CARRIER, frame.gap(GAP));
  }

  @Override
  public Optional<Heard> decode(List<Integer> frame) {
    OptionalLong read = TIMES.read(frame, 2 * HALF_BITS);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    int said = (int) (read.getAsLong() >> HALF_BITS);
    boolean fits = (said ^ (int) (read.getAsLong() & HALF)) == HALF;
    return fits
        ? Heard.of(new ProtocolCode(Protocol.RCA, said >> 8, said & BYTE))
        : Optional.empty();
  }
}
