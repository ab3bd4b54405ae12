package io.busbar.drivers.extender;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.ir.BadCode;
import io.busbar.drivers.ir.IrCode;
import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.ir.RfCode;
import io.busbar.drivers.ir.protocol.Protocols;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What an extender is asked for to send a code, within its limits (spec 8.3): at most {@value
 * #MAX_VALUES} values a request, whole kilohertz, the gap inside the values. Pure.
 *
 * @param requests to be made one after the other, in this order
 */
public record Transmission(List<Request> requests) {
  /** How many values one request may have: what the memory of an extender bears. */
  public static final int MAX_VALUES = 900;

  /** How often a held key is sent at most. */
  public static final int MAX_HOLD = 20;

  private static final int DUTY = 33;
  private static final int PAUSE_MICROS = 5_000;
  private static final int RADIO_BIT_MICROS = 1_500;

  public Transmission {
    requests = List.copyOf(requests);
  }

  /**
   * One request.
   *
   * @param air how long it occupies the extender
   */
  public record Request(String path, Fields body, Duration air) {}

  /**
   * Plans a code.
   *
   * @param hold how many times it is sent: at least what one press takes
   * @param toggle the toggle bit, where the protocol has one
   * @throws HubFailure INVALID when hold is not 1 to {@value #MAX_HOLD}, or one frame is too long
   *     for an extender
   */
  public static Transmission of(IrCode code, int hold, boolean toggle) {
    if (hold < 1 || hold > MAX_HOLD) {
      throw HubFailure.invalid(
          "The repeat of %d is not between 1 and %d.".formatted(hold, MAX_HOLD),
          "Leave it out to send once.");
    }
    if (code instanceof RfCode radio) {
      return new Transmission(List.of(radio(radio, hold)));
    }
    PulseTrain train =
        code instanceof ProtocolCode spoken ? Protocols.encode(spoken, toggle) : (PulseTrain) code;
    return infrared(train, Math.max(hold, train.sends()));
  }

  /** How long it occupies the extender. */
  public Duration air() {
    return requests.stream().map(Request::air).reduce(Duration.ZERO, Duration::plus);
  }

  private static Transmission infrared(PulseTrain train, int frames) {
    if (train.again().isEmpty() || frames == 1) {
      return new Transmission(List.of(request(train, train.once(), frames)));
    }
    List<Request> requests = new ArrayList<>();
    List<Integer> whole = train.frames(frames);
    if (whole.size() <= MAX_VALUES) {
      requests.add(request(train, whole, 1));
    } else {
      requests.add(request(train, train.once(), 1));
      requests.add(request(train, train.again(), frames - 1));
    }
    return new Transmission(requests);
  }

  private static Request request(PulseTrain train, List<Integer> values, int repeat) {
    if (values.size() > MAX_VALUES) {
      throw BadCode.at(
          "The code",
          "has %d values in one frame; extenders send up to %d"
              .formatted(values.size(), MAX_VALUES),
          "Capture it again, or store only one of its frames.");
    }
    long micros = (PulseTrain.micros(values) + PAUSE_MICROS) * repeat;
    return new Request(
        "/api/ir/send",
        Fields.of("freq_khz", train.carrierKhz())
            .with("duty", DUTY)
            .with("repeat", repeat)
            .with("raw", values),
        Duration.ofNanos(micros * 1000));
  }

  private static Request radio(RfCode code, int hold) {
    int repeat = Math.min(MAX_HOLD, Math.max(code.repeat(), hold));
    long micros = (long) repeat * (code.bits() + 32) * RADIO_BIT_MICROS;
    return new Request(
        "/api/rf/send",
        Fields.of("code", code.code())
            .with("bits", code.bits())
            .with("protocol", code.protocol())
            .with("repeat", repeat),
        Duration.ofNanos(micros * 1000));
  }
}
