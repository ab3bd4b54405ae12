package io.busbar.drivers.ir.protocol;

import io.busbar.drivers.ir.Protocol;
import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.ir.Pulses;
import java.util.List;
import java.util.Optional;

/**
 * Philips RC6: 36 kHz, 444 µs units, a leader of 6 units light and 2 dark, then Manchester code, a
 * one being light then dark, high bit first: start bit 1, three bits of mode, a bit twice as long;
 * one frame each 106.7 ms. In mode 0 the long bit toggles, and 8 bits of address and 8 of command
 * follow. In mode 6A the long bit is 0, and 16 bits of the maker, a bit that toggles, 7 of device
 * and 8 of command follow. Times: SB-Projects, "Philips RC-6 Protocol"
 * (sbprojects.net/knowledge/ir/rc6.php), and the IRP of DecodeIR, MCE: {@code
 * {36k,444,msb}<-1,1|1,-1>(6,-2,1:1,6:3,-2,2,OEM1:8,OEM2:8,T:1,D:7,F:8,^107m)+}.
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
  private static final int LONG_LENGTH = LENGTH + 2 * REST_BITS;
  private static final int START_AND_MODE = 0b1000;
  private static final int START_AND_MODE_6 = 0b1110;
  private static final int TOGGLE_IN_6A = 0x8000;
  private static final int DEVICE_BITS = 7;
  private static final int DEVICE = 0x7F;
  private static final int BYTE = 0xFF;

  @Override
  public PulseTrain encode(ProtocolCode code, boolean toggle) {
    boolean long6 = code.protocol() == Protocol.RC6_6A;
    Pulses frame = new Pulses();
    UNITS.write(frame, true, LEADER_LIGHT);
    UNITS.write(frame, false, LEADER_DARK);
    bits(frame, long6 ? START_AND_MODE_6 : START_AND_MODE, 4, 1);
    bits(frame, toggle && !long6 ? 1 : 0, 1, 2);
    if (long6) {
      bits(frame, code.address() >> DEVICE_BITS, REST_BITS, 1);
      int device = code.address() & DEVICE;
      bits(frame, (toggle ? TOGGLE_IN_6A : 0) | device << 8 | code.command(), REST_BITS, 1);
    } else {
      bits(frame, code.address() << 8 | code.command(), REST_BITS, 1);
    }
    return PulseTrain.of(CARRIER, frame.period(PERIOD));
  }

  @Override
  public Optional<Heard> decode(List<Integer> frame) {
    boolean[] units = UNITS.read(frame, 0, LONG_LENGTH).orElse(null);
    if (units == null || !hasLeader(units)) {
      return Optional.empty();
    }
    int toggle = value(units, TOGGLE_AT, 1, 2);
    int first = value(units, REST_AT, REST_BITS, 1);
    if (toggle < 0 || first < 0) {
      return Optional.empty();
    }
    return switch (value(units, LEADER, 4, 1)) {
      case START_AND_MODE -> mode0(units, toggle == 1, first);
      case START_AND_MODE_6 -> toggle == 0 ? mode6(units, first) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<Heard> mode0(boolean[] units, boolean toggle, int said) {
    for (int i = LENGTH; i < LONG_LENGTH; i++) {
      if (units[i]) {
        return Optional.empty();
      }
    }
    return Optional.of(new Heard(new ProtocolCode(Protocol.RC6, said >> 8, said & BYTE), toggle));
  }

  private static Optional<Heard> mode6(boolean[] units, int maker) {
    int said = value(units, LENGTH, REST_BITS, 1);
    if (said < 0) {
      return Optional.empty();
    }
    int address = maker << DEVICE_BITS | (said >> 8 & DEVICE);
    ProtocolCode code = new ProtocolCode(Protocol.RC6_6A, address, said & BYTE);
    return Optional.of(new Heard(code, (said & TOGGLE_IN_6A) != 0));
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
