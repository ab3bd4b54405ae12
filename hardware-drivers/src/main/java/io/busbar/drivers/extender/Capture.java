package io.busbar.drivers.extender;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.ir.BadCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.ir.RfCode;
import io.busbar.drivers.ir.format.CodeValue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an extender heard (spec 8.3). The carrier it tells is a setting, not a measurement.
 *
 * @param a the first frame; empty for radio
 * @param b the frame after it; empty when there was none
 * @param gapMicros the time between them
 * @param radio what was heard on 433 MHz; null for infrared
 */
public record Capture(
    int freqKhz,
    List<Integer> a,
    List<Integer> b,
    List<Integer> combined,
    int gapMicros,
    @Nullable RfCode radio) {
  private static final double LIKENESS = 0.2;
  private static final int LIKENESS_MICROS = 150;
  private static final int BOOT_CODE = 12_345;
  private static final int USUAL_KHZ = 38;

  public Capture {
    a = List.copyOf(a);
    b = List.copyOf(b);
    combined = List.copyOf(combined);
  }

  /**
   * Reads what an extender tells: a message of its push port, or its last capture.
   *
   * @return empty when it is something else, such as a greeting, or the code that every extender
   *     sends when it starts
   * @throws HubFailure INVALID when it is a capture that makes no sense
   */
  public static Optional<Capture> read(Fields message) {
    return switch (message.text("type").orElse("")) {
      case "ir_rx" -> Optional.of(infrared(message));
      case "rf_rx" -> radio(message);
      default -> Optional.empty();
    };
  }

  /** Whether another press of the same key would look like this. */
  public boolean isLike(Capture other) {
    RfCode mine = radio;
    RfCode theirs = other.radio;
    if (mine != null || theirs != null) {
      return mine != null && mine.equals(theirs);
    }
    return like(a, other.a);
  }

  /** Whether the two frames of this capture are the same. */
  public boolean repeatsItself() {
    return !b.isEmpty() && like(a, b);
  }

  private static Capture infrared(Fields message) {
    List<Integer> a = values(message, "a");
    if (a.isEmpty()) {
      throw BadCode.at("The capture", "has no frame", "Press the key again.");
    }
    List<Integer> b = values(message, "b");
    List<Integer> combined = values(message, "combined");
    int khz = message.get("freq_khz") instanceof Number number ? number.intValue() : USUAL_KHZ;
    return new Capture(
        khz < 10 || khz > 60 ? USUAL_KHZ : khz,
        a,
        b,
        combined.isEmpty() ? a : combined,
        message.get("gap_us") instanceof Number gap ? Math.max(0, gap.intValue()) : 0,
        null);
  }

  private static Optional<Capture> radio(Fields message) {
    RfCode code = (RfCode) CodeValue.read(radioOnly(message).values());
    boolean boot = code.code() == BOOT_CODE && code.bits() == RfCode.USUAL_BITS;
    return boot
        ? Optional.empty()
        : Optional.of(new Capture(0, List.of(), List.of(), List.of(), 0, code));
  }

  private static Fields radioOnly(Fields message) {
    return Fields.of("code", message.get("code"))
        .with("bits", message.get("bits"))
        .with("protocol", message.get("protocol"));
  }

  private static List<Integer> values(Fields message, String key) {
    List<?> list = message.list(key);
    return list.isEmpty() ? List.of() : ((PulseTrain) CodeValue.read(list)).once();
  }

  /** The last space is silence, however long it was listened to. */
  private static boolean like(List<Integer> left, List<Integer> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size() - 1; i++) {
      int difference = Math.abs(left.get(i) - right.get(i));
      double allowed = LIKENESS * Math.max(left.get(i), right.get(i));
      if (difference > Math.max(LIKENESS_MICROS, allowed)) {
        return false;
      }
    }
    return true;
  }
}
