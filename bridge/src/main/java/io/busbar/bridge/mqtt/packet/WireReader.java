package io.busbar.bridge.mqtt.packet;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the types of MQTT from a piece of bytes and never beyond its end. */
final class WireReader {
  private static final int BYTE = 0xFF;
  private static final int SEVEN_BITS = 0x7F;
  private static final int MORE = 0x80;
  private static final int LENGTH_BYTES = 4;

  private final byte[] bytes;
  private final int end;
  private int at;

  WireReader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  int remaining() {
    return end - at;
  }

  boolean isEmpty() {
    return at == end;
  }

  int u8() {
    require(1);
    return bytes[at++] & BYTE;
  }

  int u16() {
    require(2);
    return (bytes[at++] & BYTE) << 8 | (bytes[at++] & BYTE);
  }

  long u32() {
    return (long) u16() << 16 | u16();
  }

  int variable() {
    int value = 0;
    for (int i = 0; i < LENGTH_BYTES; i++) {
      int digit = u8();
      value |= (digit & SEVEN_BITS) << (7 * i);
      if ((digit & MORE) == 0) {
        if (i > 0 && digit == 0) {
          throw MalformedPacket.of("A length is written longer than needed.");
        }
        return value;
      }
    }
    throw MalformedPacket.of("A length has more than four bytes.");
  }

  byte[] binary() {
    return take(u16());
  }

  byte[] rest() {
    return take(remaining());
  }

  /** A piece of its own length, read apart. */
  WireReader part(int length) {
    require(length);
    WireReader part = new WireReader(bytes, at, at + length);
    at += length;
    return part;
  }

  /** UTF-8 without U+0000 and without half surrogates (section 1.5.4). */
  String text() {
    int length = u16();
    require(length);
    int from = at;
    at += length;
    for (int i = from; i < at; i++) {
      if (bytes[i] <= 0) {
        return wideText(from, length);
      }
    }
    return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
  }

  private String wideText(int from, int length) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes, from, length))
              .toString();
      if (text.indexOf('\0') >= 0) {
        throw MalformedPacket.of("A text holds U+0000.");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw MalformedPacket.of("A text is not UTF-8.");
    }
  }

  private byte[] take(int length) {
    require(length);
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  private void require(int length) {
    if (end - at < length) {
      throw MalformedPacket.of("A packet ends too early.");
    }
  }
}
