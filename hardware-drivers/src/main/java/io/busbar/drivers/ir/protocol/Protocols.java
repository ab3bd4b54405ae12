package io.busbar.drivers.ir.protocol;

import io.busbar.drivers.ir.Protocol;
import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.ir.protocol.Dialect.Heard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns words of protocols into pulses and back. */
public final class Protocols {
  /** A space of this length or more ends a frame; no protocol has one within a frame. */
  static final int FRAME_GAP = 6_500;

  private static final Dialect NEC = new NecDialect();
  private static final Dialect NEC42 = new Nec42Dialect();
  private static final Dialect SAMSUNG = new SamsungDialect();
  private static final Dialect LG = new LgDialect();
  private static final Dialect SIRC = new SircDialect();
  private static final Dialect RC5 = new Rc5Dialect();
  private static final Dialect RC6 = new Rc6Dialect();
  private static final Dialect KASEIKYO = new KaseikyoDialect();
  private static final Dialect JVC = new JvcDialect();
  private static final Dialect RCA = new RcaDialect();
  private static final Dialect SHARP = new SharpDialect();
  private static final List<Dialect> ALL =
      List.of(NEC, NEC42, SAMSUNG, LG, SIRC, RC5, RC6, KASEIKYO, JVC, RCA, SHARP);

  private Protocols() {}

  /**
   * What was said, and how often.
   *
   * @param toggle the toggle bit of the first frame; false where the protocol has none
   * @param frames how many frames said it, without those that only say "still held"
   */
  public record Decoded(ProtocolCode code, boolean toggle, int frames) {}

  /**
   * The pulses of one press, and of holding the key.
   *
   * @param toggle to be changed from press to press; without meaning where {@link
   *     Protocol#toggles()} is false
   */
  public static PulseTrain encode(ProtocolCode code, boolean toggle) {
    return dialect(code.protocol()).encode(code, toggle);
  }

  /**
   * Reads captured marks and spaces, beginning with a mark. Frames that are noise, or that only say
   * that the key is still held, are passed over; the first that is understood names the code.
   *
   * @return empty when none is understood, or when two frames say different things
   */
  public static Optional<Decoded> decode(List<Integer> micros) {
    Heard first = null;
    int frames = 0;
    for (List<Integer> frame : frames(micros)) {
      Heard heard = heard(frame);
      if (heard == null) {
        continue;
      }
      if (first != null && !first.code().equals(heard.code())) {
        return Optional.empty();
      }
      first = first == null ? heard : first;
      frames++;
    }
    return first == null
        ? Optional.empty()
        : Optional.of(new Decoded(first.code(), first.toggle(), frames));
  }

  /** The frames of a capture, each beginning and ending with a mark. */
  static List<List<Integer>> frames(List<Integer> micros) {
    List<List<Integer>> frames = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= micros.size(); i += 2) {
      if (i == micros.size() || micros.get(i) >= FRAME_GAP) {
        frames.add(micros.subList(start, i));
        start = i + 1;
      }
    }
    if (start < micros.size()) {
      frames.add(micros.subList(start, micros.size() - 1));
    }
    return frames;
  }

  private static @Nullable Heard heard(List<Integer> frame) {
    for (Dialect dialect : ALL) {
      Optional<Heard> heard = dialect.decode(frame);
      if (heard.isPresent()) {
        return heard.get();
      }
    }
    return null;
  }

  private static Dialect dialect(Protocol protocol) {
    return switch (protocol) {
      case NEC, NEC_EXT, ONKYO -> NEC;
      case NEC42, NEC42_EXT -> NEC42;
      case SAMSUNG -> SAMSUNG;
      case LG -> LG;
      case SIRC12, SIRC15, SIRC20 -> SIRC;
      case RC5, RC5X -> RC5;
      case RC6, RC6_6A -> RC6;
      case KASEIKYO, PANASONIC -> KASEIKYO;
      case JVC -> JVC;
      case RCA -> RCA;
      case SHARP -> SHARP;
    };
  }
}
