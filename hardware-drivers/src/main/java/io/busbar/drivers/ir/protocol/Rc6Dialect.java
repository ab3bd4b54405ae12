package io.busbar.drivers.ir.protocol;

import io.busbar.drivers.ir.Protocol;
import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.ir.Pulses;
import java.util.List;
import java.util.Optional;

/**
 * Philips RC6 mode 0: 36 kHz, 444 µs units, a leader of 6 units light and 2 dark, then Manchester
 * code, a one being light then dark, high bit first: start bit 1, three bits of mode, the toggle
 * bit twice as long, 8 of address, 8 of command; one frame each 106.7 ms. Times: SB-Projects,
 * "Philips RC-6 Protocol" (sbprojects.net/knowledge/ir/rc6.php).
 */
final class Rc6Dialect implements Dialect {
  private static final Biphase UNITS = new Biphase(444);
  private static final int CARRIER = 36_000;
  private static final int PERIOD = 106_667;
  private static final int LEADER_LIGHT = 6;
  private static final int LEADER_DARK = 2;
  private static final int LEADER = LEADER_LIGHT + LEADER_DARK;
  private static final int TOGGLE_AT = LEADER + 4 * 2;
  private static final int REST_AT = TOGGLE_AT + 4;
  private static final int REST_BITS = 16;
  private static final int LENGTH = REST_AT + 2 * REST_BITS;
  private static final int START_AND_MODE = 0b1000;
  private static final int BYTE = 0xFF;

  @Override
  public PulseTrain encode(ProtocolCode code, boolean toggle) {
    Pulses frame = new Pulses();
    UNITS.write(frame, true, LEADER_LIGHT);
    UNITS.write(frame, false, LEADER_DARK);
    bits(frame, START_AND_MODE, 4, 1);
    bits(frame, toggle ? 1 : 0, 1, 2);
    bits(frame, code.address() << 8 | code.command(), REST_BITS, 1);
    return PulseTrain.of(CARRIER, frame.period(PERIOD));
  }

  @Override
  public Optional<Heard> decode(List<Integer> frame) {
    boolean[] units = UNITS.read(frame, 0, LENGTH).orElse(null);
    if (units == null || !hasLeader(units)) {
      return Optional.empty();
    }
    int start = value(units, LEADER, 4, 1);
    int toggle = value(units, TOGGLE_AT, 1, 2);
    int rest = value(units, REST_AT, REST_BITS, 1);
    if (start != START_AND_MODE || toggle < 0 || rest < 0) {
      return Optional.empty();
    }
    ProtocolCode code = new ProtocolCode(Protocol.RC6, rest >> 8, rest & BYTE);
    return Optional.of(new Heard(code, toggle == 1));
  }

  private static void bits(Pulses frame, int bits, int count, int units) {
    for (int i = count - 1; i >= 0; i--) {
      boolean one = (bits >> i & 1) == 1;
      UNITS.write(frame, one, units);
      UNITS.write(frame, !one, units);
    }
  }

  private static boolean hasLeader(boolean[] units) {
    for (int i = 0; i < LEADER; i++) {
      if (units[i] != i < LEADER_LIGHT) {
        return false;
      }
    }
    return true;
  }

  /** So many bits from there on; -1 when one of them is none. */
  private static int value(boolean[] units, int from, int count, int width) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      int at = from + 2 * width * i;
      for (int j = 0; j < width; j++) {
        if (units[at + j] != units[at] || units[at + width + j] == units[at]) {
          return -1;
        }
      }
      value = value << 1 | (units[at] ? 1 : 0);
    }
    return value;
  }
}
