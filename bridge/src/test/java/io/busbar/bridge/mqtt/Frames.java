package io.busbar.bridge.mqtt;

import io.busbar.bridge.testing.CanIgnoreReturnValue;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Writes packets byte by byte, so that tests do not depend on the codec they test. */
final class Frames {
  static final byte[] PING = {(byte) 0xC0, 0};

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  static Frames body() {
    return new Frames();
  }

  @CanIgnoreReturnValue
  Frames u8(int value) {
    out.write(value);
    return this;
  }

  @CanIgnoreReturnValue
  Frames u16(int value) {
    return u8(value >> 8).u8(value & 0xFF);
  }

  @CanIgnoreReturnValue
  Frames u32(long value) {
    return u16((int) (value >> 16)).u16((int) (value & 0xFFFF));
  }

  @CanIgnoreReturnValue
  Frames text(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return u16(bytes.length).raw(bytes);
  }

  @CanIgnoreReturnValue
  Frames raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  @CanIgnoreReturnValue
  Frames length(int value) {
    int left = value;
    while (left > 0x7F) {
      u8((left & 0x7F) | 0x80);
      left >>>= 7;
    }
    return u8(left);
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  /** The bytes with their own length before them. */
  byte[] measured() {
    return body().length(out.size()).raw(bytes()).bytes();
  }

  /** A packet of these bytes. */
  byte[] packet(int firstByte) {
    return body().u8(firstByte).raw(measured()).bytes();
  }

  static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  /**
   * A CONNECT of user "test".
   *
   * @param level 3, 4 or 5
   * @param properties without their length
   */
  static byte[] connect(
      int level, String clientId, boolean clean, int keepAlive, Frames properties) {
    Frames body = body().text(level == 3 ? "MQIsdp" : "MQTT").u8(level);
    body.u8(0xC0 | (clean ? 2 : 0)).u16(keepAlive);
    if (level == 5) {
      body.raw(properties.measured());
    }
    return body.text(clientId).text("test").text("secret").packet(0x10);
  }

  /** A CONNECT with a will of QoS 1. */
  static byte[] connectWithWill(
      int level, String clientId, Frames properties, Frames willProperties, String topic) {
    Frames body = body().text("MQTT").u8(level).u8(0xC0 | 4 | 2 | 8).u16(0);
    if (level == 5) {
      body.raw(properties.measured());
    }
    body.text(clientId);
    if (level == 5) {
      body.raw(willProperties.measured());
    }
    return body.text(topic).text("gone").text("test").text("secret").packet(0x10);
  }

  static byte[] publish(int level, String topic, String payload, int qos, int packetId) {
    return publish(level, topic, payload, qos << 1, packetId, body());
  }

  static byte[] publish(
      int level, String topic, String payload, int flags, int packetId, Frames properties) {
    Frames body = body().text(topic);
    if ((flags & 6) != 0) {
      body.u16(packetId);
    }
    if (level == 5) {
      body.raw(properties.measured());
    }
    return body.raw(payload.getBytes(StandardCharsets.UTF_8)).packet(0x30 | flags);
  }

  static byte[] subscribe(int level, int packetId, String filter, int options) {
    return subscribe(level, packetId, filter, options, body());
  }

  static byte[] subscribe(int level, int packetId, String filter, int options, Frames properties) {
    Frames body = body().u16(packetId);
    if (level == 5) {
      body.raw(properties.measured());
    }
    return body.text(filter).u8(options).packet(0x82);
  }

  static byte[] unsubscribe(int level, int packetId, String filter) {
    Frames body = body().u16(packetId);
    if (level == 5) {
      body.u8(0);
    }
    return body.text(filter).packet(0xA2);
  }

  static byte[] ack(int firstByte, int packetId) {
    return body().u16(packetId).packet(firstByte);
  }
}
