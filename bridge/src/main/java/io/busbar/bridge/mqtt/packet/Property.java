package io.busbar.bridge.mqtt.packet;

import static io.busbar.bridge.mqtt.packet.PacketType.AUTH;
import static io.busbar.bridge.mqtt.packet.PacketType.CONNACK;
import static io.busbar.bridge.mqtt.packet.PacketType.CONNECT;
import static io.busbar.bridge.mqtt.packet.PacketType.DISCONNECT;
import static io.busbar.bridge.mqtt.packet.PacketType.PUBACK;
import static io.busbar.bridge.mqtt.packet.PacketType.PUBCOMP;
import static io.busbar.bridge.mqtt.packet.PacketType.PUBLISH;
import static io.busbar.bridge.mqtt.packet.PacketType.PUBREC;
import static io.busbar.bridge.mqtt.packet.PacketType.PUBREL;
import static io.busbar.bridge.mqtt.packet.PacketType.SUBACK;
import static io.busbar.bridge.mqtt.packet.PacketType.SUBSCRIBE;
import static io.busbar.bridge.mqtt.packet.PacketType.UNSUBACK;
import static io.busbar.bridge.mqtt.packet.PacketType.UNSUBSCRIBE;
import static io.busbar.bridge.mqtt.packet.PacketType.WILL;

import org.jspecify.annotations.Nullable;

/** The properties of MQTT 5 (section 2.2.2.2): number, type and where they may stand. */
public enum Property {
  PAYLOAD_FORMAT(1, Kind.FLAG, PUBLISH, WILL),
  MESSAGE_EXPIRY(2, Kind.FOUR_BYTES, PUBLISH, WILL),
  CONTENT_TYPE(3, Kind.TEXT, PUBLISH, WILL),
  RESPONSE_TOPIC(8, Kind.TEXT, PUBLISH, WILL),
  CORRELATION(9, Kind.BINARY, PUBLISH, WILL),
  SUBSCRIPTION_IDENTIFIER(11, Kind.VARIABLE, PUBLISH, SUBSCRIBE),
  SESSION_EXPIRY(17, Kind.FOUR_BYTES, CONNECT, CONNACK, DISCONNECT),
  ASSIGNED_CLIENT_IDENTIFIER(18, Kind.TEXT, CONNACK),
  SERVER_KEEP_ALIVE(19, Kind.TWO_BYTES, CONNACK),
  AUTHENTICATION_METHOD(21, Kind.TEXT, CONNECT, CONNACK, AUTH),
  AUTHENTICATION_VALUE(22, Kind.BINARY, CONNECT, CONNACK, AUTH),
  REQUEST_PROBLEM(23, Kind.FLAG, CONNECT),
  WILL_DELAY(24, Kind.FOUR_BYTES, WILL),
  REQUEST_RESPONSE(25, Kind.FLAG, CONNECT),
  RESPONSE_INFORMATION(26, Kind.TEXT, CONNACK),
  SERVER_REFERENCE(28, Kind.TEXT, CONNACK, DISCONNECT),
  REASON_STRING(
      31, Kind.TEXT, CONNACK, PUBACK, PUBREC, PUBREL, PUBCOMP, SUBACK, UNSUBACK, DISCONNECT, AUTH),
  RECEIVE_MAXIMUM(33, Kind.TWO_BYTES, CONNECT, CONNACK),
  TOPIC_ALIAS_MAXIMUM(34, Kind.TWO_BYTES, CONNECT, CONNACK),
  TOPIC_ALIAS(35, Kind.TWO_BYTES, PUBLISH),
  MAXIMUM_QOS(36, Kind.FLAG, CONNACK),
  RETAIN_AVAILABLE(37, Kind.FLAG, CONNACK),
  USER(
      38,
      Kind.PAIR,
      CONNECT,
      CONNACK,
      PUBLISH,
      WILL,
      PUBACK,
      PUBREC,
      PUBREL,
      PUBCOMP,
      SUBSCRIBE,
      SUBACK,
      UNSUBSCRIBE,
      UNSUBACK,
      DISCONNECT,
      AUTH),
  MAXIMUM_PACKET_SIZE(39, Kind.FOUR_BYTES, CONNECT, CONNACK),
  WILDCARDS_AVAILABLE(40, Kind.FLAG, CONNACK),
  SUBSCRIPTION_IDENTIFIERS_AVAILABLE(41, Kind.FLAG, CONNACK),
  SHARED_AVAILABLE(42, Kind.FLAG, CONNACK);

  private static final int NUMBERS = 43;
  private static final @Nullable Property[] BY_NUMBER = new @Nullable Property[NUMBERS];

  static {
    for (Property each : values()) {
      BY_NUMBER[each.number] = each;
    }
  }

  enum Kind {
    FLAG,
    TWO_BYTES,
    FOUR_BYTES,
    VARIABLE,
    TEXT,
    BINARY,
    PAIR
  }

  private final int number;
  private final Kind kind;
  private final int packets;

  Property(int number, Kind kind, PacketType... packets) {
    this.number = number;
    this.kind = kind;
    int bits = 0;
    for (PacketType each : packets) {
      bits |= each.bit();
    }
    this.packets = bits;
  }

  static Property of(int number, PacketType where) {
    Property found = number < NUMBERS ? BY_NUMBER[number] : null;
    if (found == null || (found.packets & where.bit()) == 0) {
      throw MalformedPacket.of("Property %d may not stand in %s.".formatted(number, where));
    }
    return found;
  }

  int number() {
    return number;
  }

  Kind kind() {
    return kind;
  }

  /** Whether it may not be zero. */
  boolean refusesZero() {
    return this == RECEIVE_MAXIMUM
        || this == MAXIMUM_PACKET_SIZE
        || this == SUBSCRIPTION_IDENTIFIER;
  }
}
