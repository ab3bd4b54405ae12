package io.busbar.bridge.mqtt.packet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes the types of MQTT. */
final class WireWriter {
  private static final int SEVEN_BITS = 0x7F;
  private static final int MORE = 0x80;
  private static final int MAX_TEXT = 0xFFFF;

  private byte[] bytes;
  private int length;

  WireWriter(int expected) {
    this.bytes = new byte[expected];
  }

  @CanIgnoreReturnValue
  WireWriter u8(int value) {
    grow(1);
    bytes[length++] = (byte) value;
    return this;
  }

  @CanIgnoreReturnValue
  WireWriter u16(int value) {
    return u8(value >> 8).u8(value);
  }

  @CanIgnoreReturnValue
  WireWriter u32(long value) {
    return u16((int) (value >> 16)).u16((int) value);
  }

  @CanIgnoreReturnValue
  WireWriter variable(int value) {
    int left = value;
    while (left > SEVEN_BITS) {
      u8((left & SEVEN_BITS) | MORE);
      left >>>= 7;
    }
    return u8(left);
  }

  @CanIgnoreReturnValue
  WireWriter text(String value) {
    return binary(value.getBytes(StandardCharsets.UTF_8));
  }

  @CanIgnoreReturnValue
  WireWriter binary(byte[] value) {
    if (value.length > MAX_TEXT) {
      throw new IllegalArgumentException("A field of MQTT holds at most 65,535 bytes.");
    }
    return u16(value.length).raw(value);
  }

  @CanIgnoreReturnValue
  WireWriter raw(byte[] value) {
    grow(value.length);
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
    return this;
  }

  int length() {
    return length;
  }

  byte[] bytes() {
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  private void grow(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }
  }
}
