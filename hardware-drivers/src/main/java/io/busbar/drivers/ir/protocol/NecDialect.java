package io.busbar.drivers.ir.protocol;

import io.busbar.drivers.ir.Protocol;
import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.ir.Pulses;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * NEC, NEC with 16 bits of address, and the same frame without inverse (Onkyo): 38 kHz, 9 ms and
 * 4.5 ms of header, 562.5 µs marks, 562.5 or 1687.5 µs spaces, 32 bits, low bit first, one frame
 * each 108 ms; a held key sends 9 ms, 2.25 ms and a mark. Times: SB-Projects, "NEC Protocol"
 * (sbprojects.net/knowledge/ir/nec.php), and the IRP of DecodeIR, NEC1: {@code
 * {38.4k,564}<1,-1|1,-3>(16,-8,D:8,S:8,F:8,~F:8,1,^108m,(16,-4,1,^108m)*)}.
 */
final class NecDialect implements Dialect {
  private static final BitTimes TIMES = new BitTimes(9000, 4500, 563, 563, 563, 1688, true, false);
  private static final int CARRIER = 38_000;
  private static final int BITS = 32;
  private static final int PERIOD = 108_000;
  private static final int BYTE = 0xFF;
  private static final int WORD = 0xFFFF;

  @Override
  public PulseTrain encode(ProtocolCode code, boolean toggle) {
    Pulses frame = new Pulses();
    TIMES.write(frame, bits(code), BITS);
    return new PulseTrain(CARRIER, frame.period(PERIOD), ditto(9000, 563, PERIOD), 1);
  }

  /** What is sent while the key is held. */
  static List<Integer> ditto(int headerMark, int mark, int period) {
    Pulses ditto = new Pulses();
    ditto.mark(headerMark);
    ditto.space(2250);
    ditto.mark(mark);
    return ditto.period(period);
  }

  @Override
  public Optional<Heard> decode(List<Integer> frame) {
    OptionalLong read = TIMES.read(frame, BITS);
    return read.isEmpty() ? Optional.empty() : Heard.of(code((int) read.getAsLong()));
  }

  private static ProtocolCode code(int bits) {
    int address = bits & WORD;
    int command = bits >>> 16;
    if (!inverse(command)) {
      return new ProtocolCode(Protocol.ONKYO, address, command);
    }
    return inverse(address)
        ? new ProtocolCode(Protocol.NEC, address & BYTE, command & BYTE)
        : new ProtocolCode(Protocol.NEC_EXT, address, command & BYTE);
  }

  private static long bits(ProtocolCode code) {
    int address = code.protocol() == Protocol.NEC ? doubled(code.address()) : code.address();
    int command = code.protocol() == Protocol.ONKYO ? code.command() : doubled(code.command());
    return address | (long) command << 16;
  }

  /** A byte and its inverse above it. */
  static int doubled(int value) {
    return value | ((~value & BYTE) << 8);
  }

  static boolean inverse(int word) {
    return (word >> 8 ^ (word & BYTE)) == BYTE;
  }
}
