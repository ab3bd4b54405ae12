package io.busbar.drivers.ir.protocol;

import io.busbar.drivers.ir.Protocol;
import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.ir.Pulses;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * NEC with 42 bits, as Aiwa has it, and the same frame without inverse: the times of NEC, 13 bits
 * of address and their inverse, 8 of command and their inverse, low bit first, 42 units of gap; a
 * held key sends the header and a mark. Times: the IRP of DecodeIR, Aiwa: {@code
 * {38k,550}<1,-1|1,-3>(16,-8,D:8,S:5,~D:8,~S:5,F:8,~F:8,1,-42,(16,-8,1,-165)*)}.
 */
final class Nec42Dialect implements Dialect {
  private static final int UNIT = 563;
  private static final BitTimes TIMES =
      new BitTimes(9000, 4500, UNIT, UNIT, UNIT, 1688, true, false);
  private static final int CARRIER = 38_000;
  private static final int BITS = 42;
  private static final int GAP = 42 * UNIT;
  private static final int HELD_GAP = 165 * UNIT;
  private static final int ADDRESS_BITS = 13;
  private static final int ADDRESS = 0x1FFF;
  private static final int COMMAND = 0xFF;
  private static final long WIDE_ADDRESS = 0x3FFFFFF;

  @Override
  public PulseTrain encode(ProtocolCode code, boolean toggle) {
    Pulses frame = new Pulses();
    TIMES.write(frame, bits(code), BITS);
    Pulses held = new Pulses();
    held.mark(9000);
    held.space(4500);
    held.mark(UNIT);
    return new PulseTrain(CARRIER, frame.gap(GAP), held.gap(HELD_GAP), 1);
  }

  @Override
  public Optional<Heard> decode(List<Integer> frame) {
    OptionalLong read = TIMES.read(frame, BITS);
    return read.isEmpty() ? Optional.empty() : Heard.of(code(read.getAsLong()));
  }

  private static ProtocolCode code(long bits) {
    int address = (int) (bits & WIDE_ADDRESS);
    int command = (int) (bits >> (2 * ADDRESS_BITS));
    boolean inverse = (address >> ADDRESS_BITS ^ (address & ADDRESS)) == ADDRESS;
    return inverse && NecDialect.inverse(command)
        ? new ProtocolCode(Protocol.NEC42, address & ADDRESS, command & COMMAND)
        : new ProtocolCode(Protocol.NEC42_EXT, address, command);
  }

  private static long bits(ProtocolCode code) {
    boolean wide = code.protocol() == Protocol.NEC42_EXT;
    int inverse = (~code.address() & ADDRESS) << ADDRESS_BITS;
    int address = wide ? code.address() : code.address() | inverse;
    int command = wide ? code.command() : NecDialect.doubled(code.command());
    return address | ((long) command << (2 * ADDRESS_BITS));
  }
}
