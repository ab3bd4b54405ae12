package io.busbar.bridge.mqtt.packet;

/** The types of packets, in the order of their numbers (section 2.1.2). */
public enum PacketType {
  RESERVED(0),
  CONNECT(1),
  CONNACK(2),
  PUBLISH(3),
  PUBACK(4),
  PUBREC(5),
  PUBREL(6),
  PUBCOMP(7),
  SUBSCRIBE(8),
  SUBACK(9),
  UNSUBSCRIBE(10),
  UNSUBACK(11),
  PINGREQ(12),
  PINGRESP(13),
  DISCONNECT(14),
  AUTH(15),
  /** No packet: the properties of a will within CONNECT. */
  WILL(16);

  private static final PacketType[] ALL = values();
  private static final int TYPE_SHIFT = 4;

  private final int number;

  PacketType(int number) {
    this.number = number;
  }

  static PacketType of(int firstByte) {
    return ALL[firstByte >> TYPE_SHIFT];
  }

  /** A bit of its own, for sets. */
  int bit() {
    return 1 << number;
  }

  /** The first byte with these flags. */
  int firstByte(int flags) {
    return number << TYPE_SHIFT | flags;
  }
}
