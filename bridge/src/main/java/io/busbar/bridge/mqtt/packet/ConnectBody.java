package io.busbar.bridge.mqtt.packet;

import io.busbar.bridge.mqtt.packet.Packet.Connect;
import io.busbar.bridge.mqtt.packet.Packet.Will;
import io.busbar.contracts.value.Bytes;

/** Reads the first packet of a connection (section 3.1). */
final class ConnectBody {
  private static final int RESERVED = 1;
  private static final int CLEAN = 2;
  private static final int WILL = 4;
  private static final int WILL_QOS_SHIFT = 3;
  private static final int QOS_MASK = 3;
  private static final int WILL_RETAIN = 0x20;
  private static final int WILL_BITS = 0x38;
  private static final int PASSWORD = 0x40;
  private static final int USERNAME = 0x80;
  private static final int LEVEL_3_1 = 3;
  private static final int LEVEL_3_1_1 = 4;
  private static final int LEVEL_5 = 5;

  private ConnectBody() {}

  static Connect read(WireReader body) {
    Version version = version(body);
    int flags = flags(body.u8(), version);
    int keepAlive = body.u16();
    Properties properties = PacketBodies.properties(body, version, PacketType.CONNECT);
    String clientId = body.text();
    Will will = (flags & WILL) == 0 ? null : will(body, flags, version);
    String username = (flags & USERNAME) == 0 ? null : body.text();
    Bytes password = (flags & PASSWORD) == 0 ? null : new Bytes(body.binary());
    if (!body.isEmpty()) {
      throw MalformedPacket.of("CONNECT is longer than what it says.");
    }
    requireMethod(properties);
    boolean clean = (flags & CLEAN) != 0;
    return new Connect(version, clientId, clean, keepAlive, will, username, password, properties);
  }

  private static Version version(WireReader body) {
    String name = body.text();
    int level = body.u8();
    if (name.equals("MQIsdp") && level == LEVEL_3_1) {
      return Version.V3_1;
    }
    if (!name.equals("MQTT")) {
      throw MalformedPacket.of(Reason.UNSUPPORTED_PROTOCOL_VERSION, "This is a door for MQTT.");
    }
    return switch (level) {
      case LEVEL_3_1_1 -> Version.V3_1_1;
      case LEVEL_5 -> Version.V5;
      default ->
          throw MalformedPacket.of(
              Reason.UNSUPPORTED_PROTOCOL_VERSION,
              "Protocol level %d is not spoken here.".formatted(level));
    };
  }

  private static int flags(int flags, Version version) {
    if ((flags & RESERVED) != 0) {
      throw MalformedPacket.of("The reserved flag of CONNECT is set.");
    }
    boolean will = (flags & WILL) != 0;
    int qos = (flags >> WILL_QOS_SHIFT) & QOS_MASK;
    if ((!will && (flags & WILL_BITS) != 0) || qos == QOS_MASK) {
      throw MalformedPacket.of("The flags of the will exclude each other.");
    }
    if (!version.hasProperties() && (flags & PASSWORD) != 0 && (flags & USERNAME) == 0) {
      throw MalformedPacket.of("A password comes without a user name.");
    }
    return flags;
  }

  private static Will will(WireReader body, int flags, Version version) {
    Properties properties = PacketBodies.properties(body, version, PacketType.WILL);
    return new Will(
        body.text(),
        new Bytes(body.binary()),
        flags >> WILL_QOS_SHIFT & QOS_MASK,
        (flags & WILL_RETAIN) != 0,
        properties);
  }

  private static void requireMethod(Properties properties) {
    if (properties.has(Property.AUTHENTICATION_VALUE)
        && !properties.has(Property.AUTHENTICATION_METHOD)) {
      throw MalformedPacket.of(
          Reason.PROTOCOL_ERROR, "Authentication data comes without a method.");
    }
  }
}
