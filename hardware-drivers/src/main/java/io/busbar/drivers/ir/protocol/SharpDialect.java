package io.busbar.drivers.ir.protocol;

import io.busbar.drivers.ir.Protocol;
import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.ir.Pulses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Sharp: 38 kHz, no header, 320 µs marks, 680 or 1680 µs spaces, low bit first: 5 of address, 8 of
 * command, expansion (1), check (0); after 40 ms the same with all but the address inverted. Times:
 * SB-Projects, "Sharp Protocol" (sbprojects.net/knowledge/ir/sharp.php); the order of the last two
 * bits also in DecodeIR, "Sharp": {@code (D:5,F:8,1:2,1,-165,D:5,~F:8,2:2,1,-165)+}.
 */
final class SharpDialect implements Dialect {
  private static final BitTimes TIMES = new BitTimes(0, 0, 320, 680, 320, 1680, true, false);
  private static final int CARRIER = 38_000;
  private static final int BITS = 15;
  private static final int GAP = 40_000;
  private static final int ADDRESS_BITS = 5;
  private static final int EXPANSION = 1 << 13;
  private static final int ALL_BUT_ADDRESS = 0x7FE0;
  private static final int BYTE = 0xFF;

  @Override
  public PulseTrain encode(ProtocolCode code, boolean toggle) {
    int bits = code.address() | code.command() << ADDRESS_BITS | EXPANSION;
    List<Integer> both = new ArrayList<>(frame(bits));
    both.addAll(frame(bits ^ ALL_BUT_ADDRESS));
    return PulseTrain.of(CARRIER, both);
  }

  @Override
  public Optional<Heard> decode(List<Integer> frame) {
    OptionalLong read = TIMES.read(frame, BITS);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    int bits = (int) read.getAsLong();
    return switch (bits >> 13) {
      case 0b01 -> Heard.of(code(bits));
      case 0b10 -> Heard.of(code(bits ^ ALL_BUT_ADDRESS));
      default -> Optional.empty();
    };
  }

  private static ProtocolCode code(int bits) {
    return new ProtocolCode(
        Protocol.SHARP, bits & Protocol.SHARP.maxAddress(), bits >> ADDRESS_BITS & BYTE);
  }

  private static List<Integer> frame(int bits) {
    Pulses frame = new Pulses();
    TIMES.write(frame, bits, BITS);
    return frame.gap(GAP);
  }
}
