package io.busbar.drivers.ir.protocol;

import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.PulseTrain;
import java.util.List;
import java.util.Optional;

/** One family of protocols that share a frame. */
interface Dialect {
  /** The pulses of one press; the toggle bit is sent where there is one. */
  PulseTrain encode(ProtocolCode code, boolean toggle);

  /**
   * Reads one frame, which begins and ends with a mark; empty when it is not of this family, or its
   * check bits do not fit.
   */
  Optional<Heard> decode(List<Integer> frame);

  /**
   * What one frame says.
   *
   * @param toggle the toggle bit; false where there is none
   */
  record Heard(ProtocolCode code, boolean toggle) {
    static Optional<Heard> of(ProtocolCode code) {
      return Optional.of(new Heard(code, false));
    }
  }
}
