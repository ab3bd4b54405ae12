package io.busbar.bench.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Packets of MQTT 3.1.1, none longer than 127 bytes. */
public final class MqttPackets {
  private static final int LEVEL = 4;
  private static final int CLEAN_WITH_LOGIN = 0xC2;
  private static final int FILLER = 28;
  private static final int NUMBER = 4;

  private MqttPackets() {}

  /** Logs in, without a keep-alive. */
  public static byte[] connect(String clientId, String username, String password) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    text(body, "MQTT");
    body.write(LEVEL);
    body.write(CLEAN_WITH_LOGIN);
    number(body, 0);
    text(body, clientId);
    text(body, username);
    text(body, password);
    return packet(0x10, body);
  }

  /** Subscribes to one topic. */
  public static byte[] subscribe(String topic, int qos) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    number(body, 1);
    text(body, topic);
    body.write(qos);
    return packet(0x82, body);
  }

  /**
   * A message of 32 bytes; the last four, and the identifier, are to be set with {@link #number}.
   */
  public static byte[] publish(String topic, int qos) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    text(body, topic);
    if (qos > 0) {
      number(body, 1);
    }
    body.writeBytes("x".repeat(FILLER + NUMBER).getBytes(StandardCharsets.US_ASCII));
    return packet(0x30 | qos << 1, body);
  }

  /** Copies a message with its number, and with an identifier where it has one. */
  public static void number(byte[] publish, int number, byte[] to, int at) {
    System.arraycopy(publish, 0, to, at, publish.length);
    int end = at + publish.length;
    for (int i = 0; i < NUMBER; i++) {
      to[end - 1 - i] = (byte) (number >> (8 * i));
    }
    if ((publish[0] & 6) != 0) {
      int identifier = number % 65_535 + 1;
      to[end - NUMBER - FILLER - 2] = (byte) (identifier >> 8);
      to[end - NUMBER - FILLER - 1] = (byte) identifier;
    }
  }

  private static void text(ByteArrayOutputStream to, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(to, bytes.length);
    to.writeBytes(bytes);
  }

  private static void number(ByteArrayOutputStream to, int number) {
    to.write(number >> 8);
    to.write(number);
  }

  private static byte[] packet(int firstByte, ByteArrayOutputStream body) {
    if (body.size() > Byte.MAX_VALUE) {
      throw new IllegalArgumentException("The packet has %d bytes.".formatted(body.size()));
    }
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.write(firstByte);
    packet.write(body.size());
    packet.writeBytes(body.toByteArray());
    return packet.toByteArray();
  }
}
