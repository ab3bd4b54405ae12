package io.busbar.drivers.ir.protocol;

import io.busbar.drivers.ir.Protocol;
import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.ir.Pulses;
import java.util.List;
import java.util.Optional;

/**
 * Philips RC5 and RC5X: 36 kHz, 14 bits in Manchester code of 889 µs half bits, a one being dark
 * then light, high bit first: start, field (the inverse of command bit 6), toggle, 5 of address, 6
 * of command; one frame each 113.778 ms. Times: SB-Projects, "Philips RC-5 Protocol"
 * (sbprojects.net/knowledge/ir/rc5.php).
 */
final class Rc5Dialect implements Dialect {
  private static final Biphase HALVES = new Biphase(889);
  private static final int CARRIER = 36_000;
  private static final int BITS = 14;
  private static final int PERIOD = 113_778;
  private static final int START = 1 << 13;
  private static final int FIELD = 1 << 12;
  private static final int TOGGLE = 1 << 11;
  private static final int COMMAND_BITS = 6;
  private static final int EXTENDED = 1 << COMMAND_BITS;

  @Override
  public PulseTrain encode(ProtocolCode code, boolean toggle) {
    int bits = START | code.address() << COMMAND_BITS | (code.command() & (EXTENDED - 1));
    bits |= toggle ? TOGGLE : 0;
    bits |= (code.command() & EXTENDED) == 0 ? FIELD : 0;
    Pulses frame = new Pulses();
    for (int i = BITS - 1; i >= 0; i--) {
      boolean one = (bits >> i & 1) == 1;
      HALVES.write(frame, !one, 1);
      HALVES.write(frame, one, 1);
    }
    return PulseTrain.of(CARRIER, frame.period(PERIOD));
  }

  @Override
  public Optional<Heard> decode(List<Integer> frame) {
    boolean[] halves = HALVES.read(frame, 1, 2 * BITS).orElse(null);
    if (halves == null) {
      return Optional.empty();
    }
    int bits = 0;
    for (int i = 0; i < BITS; i++) {
      if (halves[2 * i] == halves[2 * i + 1]) {
        return Optional.empty();
      }
      bits = bits << 1 | (halves[2 * i + 1] ? 1 : 0);
    }
    return Optional.of(new Heard(code(bits), (bits & TOGGLE) != 0));
  }

  private static ProtocolCode code(int bits) {
    int address = bits >> COMMAND_BITS & Protocol.RC5.maxAddress();
    int command = bits & (EXTENDED - 1);
    return (bits & FIELD) != 0
        ? new ProtocolCode(Protocol.RC5, address, command)
        : new ProtocolCode(Protocol.RC5X, address, command | EXTENDED);
  }
}
