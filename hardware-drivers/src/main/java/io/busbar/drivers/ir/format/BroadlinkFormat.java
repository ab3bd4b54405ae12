package io.busbar.drivers.ir.format;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.drivers.ir.BadCode;
import io.busbar.drivers.ir.PulseTrain;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * What Broadlink devices learn and send: 0x26, the number of repeats, the length (little endian),
 * then ticks of 269/8192 ms; a tick count above 255 is written as 0 and two bytes, big endian. The
 * carrier is not said; it is 38 kHz.
 */
final class BroadlinkFormat {
  private static final int INFRARED = 0x26;
  private static final int RADIO_433 = 0xB2;
  private static final int RADIO_315 = 0xD7;
  private static final int HEADER = 4;
  private static final int BYTE = 0xFF;
  private static final int MAX_TICKS = 0xFFFF;
  private static final double TICK_MICROS = 269_000.0 / 8192;

  private final byte[] code;
  private final int end;
  private int position = HEADER;

  private BroadlinkFormat(byte[] code, int end) {
    this.code = code;
    this.end = end;
  }

  static PulseTrain readBase64(String text) {
    try {
      return read(Base64.getDecoder().decode(text.replaceAll("\\s", "")));
    } catch (IllegalArgumentException e) {
      throw unknown();
    }
  }

  static PulseTrain readHex(String text) {
    try {
      return read(HexFormat.of().parseHex(text.replaceAll("\\s", "")));
    } catch (IllegalArgumentException e) {
      throw BadCode.at("The code", "is not hex", "Broadlink hex is an even number of hex digits.");
    }
  }

  static String writeBase64(PulseTrain train) {
    return Base64.getEncoder().encodeToString(bytes(train));
  }

  static String writeHex(PulseTrain train) {
    return HexFormat.of().formatHex(bytes(train));
  }

  private static PulseTrain read(byte[] code) {
    if (code.length < HEADER) {
      throw unknown();
    }
    int kind = code[0] & BYTE;
    if (kind == RADIO_433 || kind == RADIO_315) {
      throw HubFailure.of(FailureCode.UNSUPPORTED, "This is a Broadlink radio code.")
          .reason("RADIO_PULSES")
          .hint("Extenders send radio codes as number and protocol: learn it with the extender.");
    }
    if (kind != INFRARED) {
      throw unknown();
    }
    int length = (code[2] & BYTE) | (code[3] & BYTE) << 8;
    if (length > code.length - HEADER) {
      throw BadCode.at(
          "The length",
          "says %d bytes, but %d follow".formatted(length, code.length - HEADER),
          "The code is cut off: copy it whole.");
    }
    List<Integer> micros = new BroadlinkFormat(code, HEADER + length).micros();
    return new PulseTrain(
        PulseTrain.USUAL_CARRIER, PulseTrain.closed(micros), List.of(), 1 + (code[1] & BYTE));
  }

  private static HubFailure unknown() {
    return BadCode.at(
        "The code",
        "is of no format this hub knows",
        "Paste raw microseconds, Pronto, Broadlink, sendir or LIRC, or name protocol and command.");
  }

  private List<Integer> micros() {
    List<Integer> micros = new ArrayList<>();
    while (position < end && !onlyZerosLeft()) {
      Numbers.add(micros, (int) Math.max(1, Math.round(ticks() * TICK_MICROS)));
    }
    return micros;
  }

  private int ticks() {
    int start = position;
    int first = code[position++] & BYTE;
    if (first != 0) {
      return first;
    }
    if (position + 2 > end) {
      throw BadCode.at(
          "Byte %d".formatted(start + 1),
          "begins a number that is cut off",
          "The code is cut off: copy it whole.");
    }
    int high = code[position++] & BYTE;
    return high << 8 | (code[position++] & BYTE);
  }

  /** Codes are padded to whole blocks. */
  private boolean onlyZerosLeft() {
    for (int i = position; i < end; i++) {
      if (code[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static byte[] bytes(PulseTrain train) {
    boolean same = train.again().isEmpty();
    ByteArrayOutputStream ticks = new ByteArrayOutputStream();
    for (int value : same ? train.once() : train.press()) {
      write(ticks, (int) Math.min(MAX_TICKS, Math.max(1, Math.round(value / TICK_MICROS))));
    }
    if (ticks.size() > MAX_TICKS) {
      throw BadCode.at(
          "The code", "is longer than a Broadlink code", "Send it less often, or one frame.");
    }
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    code.write(INFRARED);
    code.write(same ? train.sends() - 1 : 0);
    code.write(ticks.size() & BYTE);
    code.write(ticks.size() >> 8);
    code.writeBytes(ticks.toByteArray());
    return code.toByteArray();
  }

  private static void write(ByteArrayOutputStream bytes, int ticks) {
    if (ticks > BYTE) {
      bytes.write(0);
      bytes.write(ticks >> 8);
    }
    bytes.write(ticks & BYTE);
  }
}
