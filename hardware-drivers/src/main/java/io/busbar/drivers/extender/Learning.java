package io.busbar.drivers.extender;

import io.busbar.drivers.ir.IrCode;
import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.ir.RfCode;
import io.busbar.drivers.ir.protocol.Protocols;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One key being learned (spec 8.5): it is pressed twice, and learned when both presses look alike.
 * Of different presses the second becomes the first of the next try. A press that is understood as
 * a code of a known protocol is learned as such. Pure.
 *
 * @param until when nobody is waited for any more
 * @param first what was heard first; null before
 * @param tries how many pairs did not look alike
 * @param code what was learned; null before
 */
public record Learning(
    String remote,
    String command,
    Instant until,
    @Nullable Capture first,
    int tries,
    @Nullable IrCode code) {
  /** The words for how far it is. */
  public enum Phase {
    WAITING,
    PRESS_AGAIN,
    LEARNED,
    TIMED_OUT
  }

  /** Begins to learn a key. */
  public static Learning of(String remote, String command, Instant until) {
    return new Learning(remote, command, until, null, 0, null);
  }

  /** How far it is at a time. */
  public Phase phase(Instant now) {
    if (code != null) {
      return Phase.LEARNED;
    }
    if (!now.isBefore(until)) {
      return Phase.TIMED_OUT;
    }
    return first == null ? Phase.WAITING : Phase.PRESS_AGAIN;
  }

  /** Takes one press; nothing changes once it is learned or timed out. */
  public Learning heard(Capture capture, Instant now) {
    Phase phase = phase(now);
    if (phase == Phase.LEARNED || phase == Phase.TIMED_OUT) {
      return this;
    }
    Capture before = first;
    if (before == null) {
      return new Learning(remote, command, until, capture, tries, null);
    }
    if (means(before, capture)) {
      return new Learning(remote, command, until, before, tries, clean(before));
    }
    return new Learning(remote, command, until, capture, tries + 1, null);
  }

  /** The code of a capture: of a known protocol, of one frame that repeats, or all of it. */
  public static IrCode clean(Capture capture) {
    RfCode radio = capture.radio();
    if (radio != null) {
      return radio;
    }
    Optional<ProtocolCode> spoken = spoken(capture);
    if (spoken.isPresent()) {
      return spoken.get();
    }
    int carrier = capture.freqKhz() * 1000;
    boolean one = capture.b().isEmpty() || capture.repeatsItself();
    return PulseTrain.of(carrier, gapped(one ? capture.a() : capture.combined(), capture));
  }

  /** A clean code says the same although toggle bits or noise differ. */
  private static boolean means(Capture left, Capture right) {
    Optional<ProtocolCode> spoken = spoken(left);
    return spoken.isPresent() ? spoken.equals(spoken(right)) : left.isLike(right);
  }

  private static Optional<ProtocolCode> spoken(Capture capture) {
    if (capture.radio() != null) {
      return Optional.empty();
    }
    return Protocols.decode(capture.combined())
        .or(() -> Protocols.decode(capture.a()))
        .map(Protocols.Decoded::code);
  }

  /** Captures end with a space of no meaning; frames need a real one between them. */
  private static List<Integer> gapped(List<Integer> values, Capture capture) {
    int gap = capture.gapMicros() > 0 ? capture.gapMicros() : PulseTrain.USUAL_GAP;
    List<Integer> gapped = new ArrayList<>(values);
    int last = gapped.size() - 1;
    gapped.set(last, Math.min(PulseTrain.MAX_MICROS, Math.max(gapped.get(last), gap)));
    return gapped;
  }
}
