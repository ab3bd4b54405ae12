package io.busbar.drivers.ir.format;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.ir.BadCode;
import io.busbar.drivers.ir.IrCode;
import io.busbar.drivers.ir.Protocol;
import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.ir.RfCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A code as a value of JSON (spec 8.6): a text of any {@link CodeFormat}, a list of microseconds,
 * or an object: {@code {freq_khz, raw, repeat}}, {@code {protocol, address, command}}, {@code
 * {code, bits, protocol}} for radio.
 */
public final class CodeValue {
  private static final int THOUSAND = 1000;
  private static final String HINT =
      "Give {\"raw\": [...]}, {\"protocol\", \"address\", \"command\"} or a text.";

  private CodeValue() {}

  /**
   * Reads a code.
   *
   * @throws io.busbar.contracts.bus.HubFailure INVALID, saying where and how to mend it;
   *     UNSUPPORTED when it is read but no extender can send it
   */
  public static IrCode read(@Nullable Object value) {
    if (value instanceof String text) {
      return CodeFormat.read(text);
    }
    if (value instanceof List<?> list) {
      return PulseTrain.of(PulseTrain.USUAL_CARRIER, micros(list));
    }
    if (value instanceof Map<?, ?>) {
      return object(Fields.from(value));
    }
    throw BadCode.at("The code", "is neither a text, a list nor an object", HINT);
  }

  /** Writes a code as the object {@link #read} reads. */
  public static Fields write(IrCode code) {
    if (code instanceof PulseTrain train) {
      return write(train);
    }
    if (code instanceof ProtocolCode spoken) {
      return Fields.of("protocol", spoken.protocol().name())
          .with("address", spoken.address())
          .with("command", spoken.command());
    }
    RfCode radio = (RfCode) code;
    return Fields.of("code", radio.code())
        .with("bits", radio.bits())
        .with("protocol", radio.protocol())
        .with("repeat", radio.repeat());
  }

  private static Fields write(PulseTrain train) {
    Fields fields =
        Fields.of("freq_khz", khz(train.carrierHz()))
            .with("repeat", train.sends())
            .with("raw", train.once());
    return train.again().isEmpty() ? fields : fields.with("again", train.again());
  }

  private static Number khz(int hertz) {
    int khz = hertz / THOUSAND;
    if (khz * THOUSAND == hertz) {
      return khz;
    }
    return hertz / (double) THOUSAND;
  }

  private static IrCode object(Fields code) {
    if (code.has("raw")) {
      return train(code);
    }
    if (code.has("code")) {
      return radio(code);
    }
    if (code.text("protocol").isPresent()) {
      return spoken(code);
    }
    for (String key : List.of("pronto", "broadlink", "base64", "sendir", "lirc", "text")) {
      if (code.text(key).isPresent()) {
        return CodeFormat.read(code.text(key).get());
      }
    }
    throw BadCode.at("The code", "says neither raw, protocol nor code", HINT);
  }

  private static PulseTrain train(Fields code) {
    Object raw = code.get("raw");
    List<Integer> once =
        raw instanceof String text
            ? RawFormat.micros(text.strip())
            : micros(raw instanceof List<?> list ? list : List.of());
    List<?> again = code.list("again");
    return new PulseTrain(
        carrier(code),
        once,
        again.isEmpty() ? List.of() : micros(again),
        integer("repeat", code.get("repeat"), 1));
  }

  /** Kilohertz under freq_khz; under freq hertz, as other clients say it. */
  private static int carrier(Fields code) {
    Object khz = code.get("freq_khz");
    Object hz = code.first("freq", "freq_hz", "frequency");
    double value =
        khz == null
            ? decimal("freq", hz, PulseTrain.USUAL_CARRIER)
            : decimal("freq_khz", khz, 0) * THOUSAND;
    return value > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) Math.round(value);
  }

  private static ProtocolCode spoken(Fields code) {
    String name = code.text("protocol").orElse("");
    Protocol protocol =
        Protocol.named(name)
            .orElseThrow(
                () ->
                    BadCode.at(
                        "The protocol",
                        "%s is not known".formatted(BadCode.quote(name)),
                        "Use one of %s.".formatted(List.of(Protocol.values()))));
    return new ProtocolCode(
        protocol,
        integer("address", code.get("address"), 0),
        integer("command", code.get("command"), -1));
  }

  private static RfCode radio(Fields code) {
    return new RfCode(
        number("code", code.get("code"), -1),
        integer("bits", code.get("bits"), RfCode.USUAL_BITS),
        integer("protocol", code.get("protocol"), RfCode.USUAL_PROTOCOL),
        integer("repeat", code.get("repeat"), RfCode.USUAL_REPEAT));
  }

  private static List<Integer> micros(List<?> values) {
    List<Integer> signed = new ArrayList<>();
    for (Object value : values) {
      String where = "Value %d".formatted(signed.size() + 1);
      Numbers.add(signed, integer(where, value, 0));
    }
    return RawFormat.unsigned(signed);
  }

  private static double decimal(String name, @Nullable Object value, double otherwise) {
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw BadCode.at(name, "is not a number", HINT);
  }

  private static int integer(String name, @Nullable Object value, long otherwise) {
    long number = number(name, value, otherwise);
    if (Math.abs(number) > Integer.MAX_VALUE) {
      throw BadCode.at(name, "is " + number + ", far too large", HINT);
    }
    return (int) number;
  }

  /** A whole number, or one written as hex in a text. */
  private static long number(String name, @Nullable Object value, long otherwise) {
    if (value instanceof String text && text.matches("0[xX][0-9A-Fa-f]{1,8}")) {
      return Long.parseLong(text.substring(2), 16);
    }
    double decimal = decimal(name, value, (double) otherwise);
    if (decimal != Math.rint(decimal) || Math.abs(decimal) > 0xFFFF_FFFFL) {
      throw BadCode.at(name, "is not a whole number of 32 bits", HINT);
    }
    return (long) decimal;
  }
}
