package io.busbar.faults.load;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** The packets of MQTT 3.1.1 that the lab sends. */
final class MqttPackets {
  static final int CONNACK = 2;
  static final int PUBLISH = 3;
  static final int PUBACK = 4;
  static final int PUBREC = 5;
  static final int PUBREL = 6;
  static final int PUBCOMP = 7;
  static final int SUBACK = 9;

  private static final int KEEP_ALIVE_SECONDS = 5;

  private MqttPackets() {}

  /** For a session that outlives connections. */
  static Buffer connect(String client, String user, String password) {
    Buffer body = text(Buffer.buffer(), "MQTT").appendByte((byte) 4).appendByte((byte) 0xC0);
    body.appendShort((short) KEEP_ALIVE_SECONDS);
    return packet(0x10, text(text(text(body, client), user), password));
  }

  static Buffer subscribe(int id, String filter) {
    Buffer body = Buffer.buffer().appendShort((short) id);
    return packet(0x82, text(body, filter).appendByte((byte) 2));
  }

  static Buffer publish(int id, String topic, String payload, int qos, boolean again) {
    Buffer body = text(Buffer.buffer(), topic).appendShort((short) id).appendString(payload);
    return packet(0x30 | (qos << 1) | (again ? 8 : 0), body);
  }

  /** A packet that holds an id alone. */
  static Buffer reply(int type, int id) {
    int flags = type == PUBREL ? 2 : 0;
    return packet((type << 4) | flags, Buffer.buffer().appendShort((short) id));
  }

  static Buffer ping() {
    return packet(0xC0, Buffer.buffer());
  }

  private static Buffer text(Buffer body, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return body.appendShort((short) bytes.length).appendBytes(bytes);
  }

  private static Buffer packet(int first, Buffer body) {
    Buffer packet = Buffer.buffer().appendByte((byte) first);
    int left = body.length();
    do {
      int part = left & 0x7F;
      left >>>= 7;
      packet.appendByte((byte) (left > 0 ? part | 0x80 : part));
    } while (left > 0);
    return packet.appendBuffer(body);
  }
}
