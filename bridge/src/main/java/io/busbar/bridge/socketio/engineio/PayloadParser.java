package io.busbar.bridge.socketio.engineio;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Reads packets: the text of a WebSocket message, or the body of a POST that holds several. */
final class PayloadParser {
  /** Gets packets one by one. */
  interface Sink {
    /** A packet with text, empty for most types. */
    void packet(PacketType type, String payload);

    /** A binary message. */
    void binary(Buffer message);

    /** Whether it still wants packets. */
    boolean isOpen();
  }

  private PayloadParser() {}

  /**
   * Reads a request body.
   *
   * @throws MalformedPacket at the first packet that is none; those before it were delivered
   */
  static void body(byte[] body, Sink sink) {
    if (!Utf8.isValid(body)) {
      throw new MalformedPacket("A body must be UTF-8.");
    }
    int from = 0;
    for (int at = 0; at <= body.length && sink.isOpen(); at++) {
      if (at == body.length || body[at] == EncodedPackets.SEPARATOR) {
        part(Arrays.copyOfRange(body, from, at), sink);
        from = at + 1;
      }
    }
  }

  private static void part(byte[] packet, Sink sink) {
    if (packet.length > 0 && packet[0] == 'b') {
      sink.binary(base64(packet));
    } else {
      text(packet, sink);
    }
  }

  /**
   * Reads the text of one packet; its UTF-8 was checked.
   *
   * @throws MalformedPacket when it is none
   */
  static void text(byte[] packet, Sink sink) {
    PacketType type = packet.length == 0 ? null : PacketType.of(packet[0]);
    if (type == null) {
      throw new MalformedPacket("A packet begins with a digit from 0 to 6.");
    }
    sink.packet(type, new String(packet, 1, packet.length - 1, StandardCharsets.UTF_8));
  }

  private static Buffer base64(byte[] packet) {
    try {
      return Buffer.buffer(
          Base64.getDecoder().decode(Arrays.copyOfRange(packet, 1, packet.length)));
    } catch (IllegalArgumentException e) {
      throw new MalformedPacket("After b comes base64.");
    }
  }
}
