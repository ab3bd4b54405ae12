package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.model.Session;
import io.busbar.bridge.mqtt.model.Topics;
import io.busbar.bridge.mqtt.packet.Packet.Connect;
import io.busbar.bridge.mqtt.packet.Packet.Will;
import io.busbar.bridge.mqtt.packet.PacketWriter;
import io.busbar.bridge.mqtt.packet.Properties;
import io.busbar.bridge.mqtt.packet.Property;
import io.busbar.bridge.mqtt.packet.Reason;
import io.busbar.bridge.mqtt.packet.Version;
import org.jspecify.annotations.Nullable;

/** What is agreed at the beginning of a connection. Pure. */
final class Handshake {
  private static final int LONGEST_CLIENT_ID = 512;

  /** A name as the broker gives it, {@link Broker#nameOf}. */
  private static final String ANY_NAME = Broker.nameOf(new byte[Broker.NAME_BYTES]);

  private static final int ANY_WINDOW = 65_535;
  private static final long ANY_SIZE = 0xFFFF_FFFFL;

  private Handshake() {}

  /** Why it cannot be let in, whoever it is; {@code SUCCESS}: it can. */
  static Reason refusal(Connect connect, BrokerLimits limits) {
    if (connect.properties().has(Property.AUTHENTICATION_METHOD)) {
      return Reason.BAD_AUTHENTICATION_METHOD;
    }
    boolean nameless = connect.clientId().isEmpty();
    boolean mayBeNamed =
        connect.version().hasProperties()
            || (connect.version() == Version.V3_1_1 && connect.cleanStart());
    if ((nameless && !mayBeNamed) || connect.clientId().length() > LONGEST_CLIENT_ID) {
      return Reason.CLIENT_IDENTIFIER_NOT_VALID;
    }
    if (connect.username() == null || connect.password() == null) {
      return Reason.NOT_AUTHORIZED;
    }
    if (!takes(connect, answerBytes(connect, limits))) {
      return Reason.PACKET_TOO_LARGE;
    }
    return refusal(connect.will(), limits);
  }

  private static Reason refusal(@Nullable Will will, BrokerLimits limits) {
    if (will == null) {
      return Reason.SUCCESS;
    }
    if (!Topics.isName(will.topic(), limits.topics())) {
      return Reason.TOPIC_NAME_INVALID;
    }
    return Messages.isWhatItSays(Messages.of(will, 0))
        ? Reason.SUCCESS
        : Reason.PAYLOAD_FORMAT_INVALID;
  }

  /** Whether the client takes a packet of this size (section 3.1.2.11.4). */
  static boolean takes(Connect connect, int bytes) {
    return bytes <= connect.properties().number(Property.MAXIMUM_PACKET_SIZE, ANY_SIZE);
  }

  private static int answerBytes(Connect connect, BrokerLimits limits) {
    Properties answer = answer(connect, ANY_NAME, connect.clientId().isEmpty(), limits);
    return PacketWriter.connack(connect.version(), true, Reason.SUCCESS, answer).length;
  }

  /** How long the session outlives the connection, in seconds. */
  static long expiry(Connect connect, BrokerLimits limits) {
    long most = limits.sessionExpiry().toSeconds();
    if (connect.version().hasProperties()) {
      return Math.min(connect.properties().number(Property.SESSION_EXPIRY, 0), most);
    }
    return connect.cleanStart() ? 0 : Math.min(Session.NEVER, most);
  }

  static int keepAlive(Connect connect, BrokerLimits limits) {
    int asked = connect.keepAlive();
    int most = (int) limits.maxKeepAlive().toSeconds();
    return connect.version().hasProperties() && (asked == 0 || asked > most) ? most : asked;
  }

  static Outbound.Terms terms(Connect connect, BrokerLimits limits) {
    Properties asked = connect.properties();
    int window = (int) asked.number(Property.RECEIVE_MAXIMUM, ANY_WINDOW);
    return new Outbound.Terms(
        connect.version(),
        Math.min(window, limits.inFlight()),
        asked.number(Property.MAXIMUM_PACKET_SIZE, ANY_SIZE),
        (int) Math.min(asked.number(Property.TOPIC_ALIAS_MAXIMUM, 0), Inbound.MAX_ALIASES));
  }

  /**
   * What the client is told of itself and of the broker.
   *
   * @param assigned whether it got its name from the broker
   */
  static Properties answer(
      Connect connect, String clientId, boolean assigned, BrokerLimits limits) {
    Properties answer = Properties.empty();
    answer.with(Property.RECEIVE_MAXIMUM, limits.inFlight());
    answer.with(Property.MAXIMUM_PACKET_SIZE, limits.packetBytes());
    answer.with(Property.TOPIC_ALIAS_MAXIMUM, Inbound.MAX_ALIASES);
    if (assigned) {
      answer.with(Property.ASSIGNED_CLIENT_IDENTIFIER, clientId);
    }
    int keepAlive = keepAlive(connect, limits);
    if (keepAlive != connect.keepAlive()) {
      answer.with(Property.SERVER_KEEP_ALIVE, keepAlive);
    }
    long expiry = expiry(connect, limits);
    if (expiry != connect.properties().number(Property.SESSION_EXPIRY, 0)) {
      answer.with(Property.SESSION_EXPIRY, expiry);
    }
    return answer;
  }
}
