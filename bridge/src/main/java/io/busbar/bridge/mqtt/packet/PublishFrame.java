package io.busbar.bridge.mqtt.packet;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A PUBLISH as it goes out: encoded once, then only its packet identifier changes. Receivers that
 * are in step get the very same bytes.
 */
public final class PublishFrame {
  private static final int DUP = 8;
  private static final int NO_IDENTIFIER = -1;

  private final byte[] template;
  private final int identifierAt;
  private int lastIdentifier = NO_IDENTIFIER;
  private byte[] last;

  private PublishFrame(byte[] template, int identifierAt) {
    this.template = template;
    this.identifierAt = identifierAt;
    this.last = template;
  }

  /**
   * Encodes one.
   *
   * @param properties null for a version without them
   */
  public static PublishFrame of(
      String topic,
      byte[] payload,
      int qos,
      boolean retain,
      boolean dup,
      @Nullable Properties properties) {
    byte[] name = topic.getBytes(StandardCharsets.UTF_8);
    WireWriter head = new WireWriter(name.length + 16).binary(name);
    int identifier = head.length();
    if (qos > 0) {
      head.u16(0);
    }
    if (properties != null) {
      properties.write(head);
    }
    int length = head.length() + payload.length;
    WireWriter frame = new WireWriter(length + 5);
    frame.u8(PacketType.PUBLISH.firstByte((dup ? DUP : 0) | qos << 1 | (retain ? 1 : 0)));
    frame.variable(length);
    int identifierAt = qos > 0 ? frame.length() + identifier : NO_IDENTIFIER;
    return new PublishFrame(frame.raw(head.bytes()).raw(payload).bytes(), identifierAt);
  }

  /**
   * Reads a frame of version 5 that {@link #of} made.
   *
   * @throws MalformedPacket it is none
   */
  public static Packet.Publish read(byte[] frame) {
    WireReader reader = new WireReader(frame, 0, frame.length);
    int firstByte = reader.u8();
    WireReader body = reader.part(reader.variable());
    Packet read = PacketBodies.read(firstByte, body, Version.V5);
    if (read instanceof Packet.Publish publish) {
      return publish;
    }
    throw MalformedPacket.of("This is no PUBLISH.");
  }

  /** How many bytes it has. */
  public int length() {
    return template.length;
  }

  /** The bytes with this identifier; not to be changed. */
  public byte[] bytes(int packetId) {
    if (identifierAt < 0) {
      return template;
    }
    if (packetId != lastIdentifier) {
      byte[] patched = template.clone();
      patched[identifierAt] = (byte) (packetId >> 8);
      patched[identifierAt + 1] = (byte) packetId;
      lastIdentifier = packetId;
      last = patched;
    }
    return last;
  }
}
