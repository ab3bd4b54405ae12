package io.busbar.bridge.mqtt.packet;

import io.busbar.bridge.mqtt.packet.Packet.Ack;
import io.busbar.bridge.mqtt.packet.Packet.Auth;
import io.busbar.bridge.mqtt.packet.Packet.Disconnect;
import io.busbar.bridge.mqtt.packet.Packet.Ping;
import io.busbar.bridge.mqtt.packet.Packet.Publish;
import io.busbar.bridge.mqtt.packet.Packet.Subscribe;
import io.busbar.bridge.mqtt.packet.Packet.Unsubscribe;
import io.busbar.bridge.mqtt.packet.Packet.Wish;
import io.busbar.contracts.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the body of every packet a client may send after its CONNECT. */
final class PacketBodies {
  private static final int FLAGS_OF_REQUESTS = 2;
  private static final int DUP = 8;
  private static final int QOS_SHIFT = 1;
  private static final int QOS_MASK = 3;
  private static final int MAX_QOS = 2;
  private static final int RESERVED_OPTIONS = 0xC0;
  private static final int NO_LOCAL = 4;
  private static final int RETAIN_AS_PUBLISHED = 8;
  private static final int RETAIN_HANDLING_SHIFT = 4;
  private static final int CONTINUE = 0x18;
  private static final int REAUTHENTICATE = 0x19;
  private static final Set<Integer> PUBREL_REASONS = Set.of(0, 0x92);
  private static final Set<Integer> RECEIPT_REASONS =
      Set.of(0, 0x10, 0x80, 0x83, 0x87, 0x90, 0x91, 0x97, 0x99);
  private static final Set<Integer> GOODBYES =
      Set.of(0, 4, 0x80, 0x81, 0x82, 0x83, 0x90, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99);

  private PacketBodies() {}

  static Packet read(int firstByte, WireReader body, Version version) {
    PacketType type = PacketType.of(firstByte);
    requireFlags(type, firstByte & 0xF, version);
    Packet packet =
        switch (type) {
          case PUBLISH -> publish(firstByte, body, version);
          case PUBACK, PUBREC, PUBREL, PUBCOMP -> ack(type, body, version);
          case SUBSCRIBE -> subscribe(body, version);
          case UNSUBSCRIBE -> unsubscribe(body, version);
          case PINGREQ -> new Ping();
          case DISCONNECT -> disconnect(body, version);
          case AUTH -> auth(body, version);
          case CONNECT -> throw MalformedPacket.of(Reason.PROTOCOL_ERROR, "A second CONNECT.");
          case RESERVED, WILL -> throw MalformedPacket.of("Packet type 0 is reserved.");
          case CONNACK, SUBACK, UNSUBACK, PINGRESP ->
              throw MalformedPacket.of(
                  Reason.PROTOCOL_ERROR, "A client may not send " + type + ".");
        };
    if (!body.isEmpty()) {
      throw MalformedPacket.of("%s is longer than what it says.".formatted(type));
    }
    return packet;
  }

  /** Only clients of 3.1 say that they ask again (MQTT 3.1, section 2.1). */
  private static void requireFlags(PacketType type, int flags, Version version) {
    boolean request =
        type == PacketType.SUBSCRIBE || type == PacketType.UNSUBSCRIBE || type == PacketType.PUBREL;
    int said = request && version == Version.V3_1 ? flags & ~DUP : flags;
    if (type != PacketType.PUBLISH && said != (request ? FLAGS_OF_REQUESTS : 0)) {
      throw MalformedPacket.of("%s has reserved flags set.".formatted(type));
    }
  }

  private static Publish publish(int firstByte, WireReader body, Version version) {
    int qos = firstByte >> QOS_SHIFT & QOS_MASK;
    boolean dup = (firstByte & DUP) != 0;
    if (qos > MAX_QOS || (qos == 0 && dup)) {
      throw MalformedPacket.of("PUBLISH has flags that exclude each other.");
    }
    String topic = body.text();
    int packetId = qos == 0 ? 0 : packetId(body);
    Properties properties = properties(body, version, PacketType.PUBLISH);
    if (!properties.subscriptionIdentifiers().isEmpty()) {
      throw MalformedPacket.of(
          Reason.PROTOCOL_ERROR, "A client may not send subscription identifiers.");
    }
    return new Publish(
        topic, new Bytes(body.rest()), qos, (firstByte & 1) != 0, dup, packetId, properties);
  }

  private static Ack ack(PacketType type, WireReader body, Version version) {
    int packetId = packetId(body);
    if (!version.hasProperties() || body.isEmpty()) {
      return new Ack(type, packetId, 0, Properties.NONE);
    }
    boolean second = type == PacketType.PUBREL || type == PacketType.PUBCOMP;
    int reason = reason(body.u8(), second ? PUBREL_REASONS : RECEIPT_REASONS, type);
    return new Ack(type, packetId, reason, trailing(body, type));
  }

  private static Subscribe subscribe(WireReader body, Version version) {
    int packetId = packetId(body);
    Properties properties = properties(body, version, PacketType.SUBSCRIBE);
    List<Wish> wishes = new ArrayList<>();
    do {
      wishes.add(wish(body.text(), body.u8(), version));
    } while (!body.isEmpty());
    return new Subscribe(packetId, wishes, properties);
  }

  private static Wish wish(String filter, int options, Version version) {
    int qos = options & QOS_MASK;
    int handling = options >> RETAIN_HANDLING_SHIFT & QOS_MASK;
    int allowed = version.hasProperties() ? ~RESERVED_OPTIONS : QOS_MASK;
    if ((options & ~allowed & 0xFF) != 0) {
      throw MalformedPacket.of("A subscription has reserved bits set.");
    }
    if (qos > MAX_QOS || handling > 2) {
      throw MalformedPacket.of(
          version.hasProperties() ? Reason.PROTOCOL_ERROR : Reason.MALFORMED_PACKET,
          "A subscription asks for QoS %d, retain handling %d.".formatted(qos, handling));
    }
    return new Wish(
        filter, qos, (options & NO_LOCAL) != 0, (options & RETAIN_AS_PUBLISHED) != 0, handling);
  }

  private static Unsubscribe unsubscribe(WireReader body, Version version) {
    int packetId = packetId(body);
    Properties properties = properties(body, version, PacketType.UNSUBSCRIBE);
    List<String> filters = new ArrayList<>();
    do {
      filters.add(body.text());
    } while (!body.isEmpty());
    return new Unsubscribe(packetId, filters, properties);
  }

  private static Disconnect disconnect(WireReader body, Version version) {
    if (!version.hasProperties() || body.isEmpty()) {
      return new Disconnect(0, Properties.NONE);
    }
    int reason = reason(body.u8(), GOODBYES, PacketType.DISCONNECT);
    return new Disconnect(reason, trailing(body, PacketType.DISCONNECT));
  }

  private static Auth auth(WireReader body, Version version) {
    if (!version.hasProperties()) {
      throw MalformedPacket.of("AUTH is a packet of MQTT 5.");
    }
    if (body.isEmpty()) {
      return new Auth(0, Properties.NONE);
    }
    int reason = reason(body.u8(), Set.of(0, CONTINUE, REAUTHENTICATE), PacketType.AUTH);
    return new Auth(reason, trailing(body, PacketType.AUTH));
  }

  private static int packetId(WireReader body) {
    int packetId = body.u16();
    if (packetId == 0) {
      throw MalformedPacket.of(Reason.PROTOCOL_ERROR, "Packet identifier 0 is not allowed.");
    }
    return packetId;
  }

  private static int reason(int code, Set<Integer> allowed, PacketType type) {
    if (!allowed.contains(code)) {
      throw MalformedPacket.of("%s has the unknown reason %d.".formatted(type, code));
    }
    return code;
  }

  /** Properties that may be left out together with their length. */
  private static Properties trailing(WireReader body, PacketType type) {
    return body.isEmpty() ? Properties.NONE : Properties.read(body, type);
  }

  static Properties properties(WireReader body, Version version, PacketType where) {
    return version.hasProperties() ? Properties.read(body, where) : Properties.NONE;
  }
}
