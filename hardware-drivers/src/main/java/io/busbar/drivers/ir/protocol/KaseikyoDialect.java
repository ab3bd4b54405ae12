package io.busbar.drivers.ir.protocol;

import io.busbar.drivers.ir.Protocol;
import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.ir.Pulses;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Kaseikyo, known as Panasonic: 37 kHz, 432 µs units, 8 and 4 of header, 1 of mark, 1 or 3 of
 * space, 48 bits, low bit first: 16 of vendor, 4 of vendor parity, 12 of address, 8 of command and
 * the exclusive or of the three bytes before it; 173 units of gap. Times: DecodeIR, "Kaseikyo" and
 * "Panasonic": {@code {37k,432}<1,-1|1,-3>(8,-4,M:8,N:8,X:4,D:4,S:8,F:8,G:8,1,-173)+}.
 */
final class KaseikyoDialect implements Dialect {
  /** Panasonic's number among the vendors. */
  static final int PANASONIC = 0x2002;

  private static final int UNIT = 432;
  private static final BitTimes TIMES =
      new BitTimes(8 * UNIT, 4 * UNIT, UNIT, UNIT, UNIT, 3 * UNIT, true, false);
  private static final int CARRIER = 37_000;
  private static final int BITS = 48;
  private static final int GAP = 173 * UNIT;
  private static final int ADDRESS_BITS = 12;
  private static final int ADDRESS = (1 << ADDRESS_BITS) - 1;
  private static final int BYTE = 0xFF;

  @Override
  public PulseTrain encode(ProtocolCode code, boolean toggle) {
    boolean panasonic = code.protocol() == Protocol.PANASONIC;
    long vendor = panasonic ? PANASONIC : code.address() >> ADDRESS_BITS;
    long rest = parity((int) vendor) | (long) (code.address() & ADDRESS) << 4;
    rest |= (long) code.command() << 16;
    rest |= check(rest) << 24;
    Pulses frame = new Pulses();
    TIMES.write(frame, vendor | rest << 16, BITS);
    return PulseTrain.of(CARRIER, frame.gap(GAP));
  }

  @Override
  public Optional<Heard> decode(List<Integer> frame) {
    OptionalLong read = TIMES.read(frame, BITS);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    int vendor = (int) read.getAsLong() & 0xFFFF;
    long rest = read.getAsLong() >> 16;
    if ((rest & 0xF) != parity(vendor) || check(rest) != rest >> 24) {
      return Optional.empty();
    }
    int address = (int) (rest >> 4) & ADDRESS;
    int command = (int) (rest >> 16) & BYTE;
    return Heard.of(
        vendor == PANASONIC
            ? new ProtocolCode(Protocol.PANASONIC, address, command)
            : new ProtocolCode(Protocol.KASEIKYO, vendor << ADDRESS_BITS | address, command));
  }

  private static int parity(int vendor) {
    int parity = vendor ^ vendor >> 8;
    return (parity ^ parity >> 4) & 0xF;
  }

  private static long check(long rest) {
    return (rest ^ rest >> 8 ^ rest >> 16) & BYTE;
  }
}
