package io.busbar.bridge.mqtt.packet;

import java.util.List;

/** Writes what the broker sends, but for PUBLISH: {@link PublishFrame}. */
public final class PacketWriter {
  private static final byte[] PONG = {(byte) PacketType.PINGRESP.firstByte(0), 0};
  private static final int FLAGS_OF_REQUESTS = 2;
  private static final int REFUSED = 0x80;

  private PacketWriter() {}

  /** Answers a CONNECT. */
  public static byte[] connack(
      Version version, boolean sessionPresent, Reason reason, Properties properties) {
    WireWriter body = new WireWriter(16).u8(sessionPresent && version != Version.V3_1 ? 1 : 0);
    if (version.hasProperties()) {
      body.u8(reason.code());
      properties.write(body);
    } else {
      body.u8(reason.connectReturnCode());
    }
    return framed(PacketType.CONNACK.firstByte(0), body);
  }

  /** PUBACK, PUBREC, PUBREL or PUBCOMP. */
  public static byte[] ack(Version version, PacketType type, int packetId, Reason reason) {
    int flags = type == PacketType.PUBREL ? FLAGS_OF_REQUESTS : 0;
    boolean said = version.hasProperties() && reason != Reason.SUCCESS;
    byte[] frame = new byte[said ? 5 : 4];
    frame[0] = (byte) type.firstByte(flags);
    frame[1] = (byte) (frame.length - 2);
    frame[2] = (byte) (packetId >> 8);
    frame[3] = (byte) packetId;
    if (said) {
      frame[4] = (byte) reason.code();
    }
    return frame;
  }

  /** Answers a SUBSCRIBE, wish by wish. */
  public static byte[] suback(Version version, int packetId, List<Reason> reasons) {
    WireWriter body = new WireWriter(8).u16(packetId);
    if (version.hasProperties()) {
      Properties.NONE.write(body);
    }
    for (Reason reason : reasons) {
      body.u8(reason.isError() && !version.hasProperties() ? REFUSED : reason.code());
    }
    return framed(PacketType.SUBACK.firstByte(0), body);
  }

  /** Answers an UNSUBSCRIBE, filter by filter. */
  public static byte[] unsuback(Version version, int packetId, List<Reason> reasons) {
    WireWriter body = new WireWriter(8).u16(packetId);
    if (version.hasProperties()) {
      Properties.NONE.write(body);
      reasons.forEach(reason -> body.u8(reason.code()));
    }
    return framed(PacketType.UNSUBACK.firstByte(0), body);
  }

  /** Answers a ping. */
  public static byte[] pong() {
    return PONG.clone();
  }

  /** Says goodbye, in version 5 only. */
  public static byte[] disconnect(Reason reason, Properties properties) {
    WireWriter body = new WireWriter(8).u8(reason.code());
    properties.write(body);
    return framed(PacketType.DISCONNECT.firstByte(0), body);
  }

  static byte[] framed(int firstByte, WireWriter body) {
    return new WireWriter(body.length() + 5)
        .u8(firstByte)
        .variable(body.length())
        .raw(body.bytes())
        .bytes();
  }
}
