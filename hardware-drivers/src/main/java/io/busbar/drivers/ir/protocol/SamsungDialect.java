package io.busbar.drivers.ir.protocol;

import io.busbar.drivers.ir.Protocol;
import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.ir.Pulses;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Samsung with 32 bits: 38 kHz, 4.5 ms and 4.5 ms of header, 560 µs marks, 560 or 1690 µs spaces,
 * low bit first, the whole frame again each 108 ms. Times: SB-Projects, "Samsung Protocol"; IRMP,
 * "SAMSUNG32" (mikrocontroller.net/articles/IRMP_-_english).
 */
final class SamsungDialect implements Dialect {
  private static final BitTimes TIMES = new BitTimes(4500, 4500, 560, 560, 560, 1690, true, false);
  private static final int CARRIER = 38_000;
  private static final int BITS = 32;
  private static final int PERIOD = 108_000;
  private static final int BYTE = 0xFF;

  @Override
  public PulseTrain encode(ProtocolCode code, boolean toggle) {
    Pulses frame = new Pulses();
    long address = code.address() | code.address() << 8;
    TIMES.write(frame, address | (long) NecDialect.doubled(code.command()) << 16, BITS);
    return PulseTrain.of(CARRIER, frame.period(PERIOD));
  }

  @Override
  public Optional<Heard> decode(List<Integer> frame) {
    OptionalLong read = TIMES.read(frame, BITS);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    int bits = (int) read.getAsLong();
    int address = bits & BYTE;
    int command = bits >>> 16;
    return address == (bits >> 8 & BYTE) && NecDialect.inverse(command)
        ? Heard.of(new ProtocolCode(Protocol.SAMSUNG, address, command & BYTE))
        : Optional.empty();
  }
}
