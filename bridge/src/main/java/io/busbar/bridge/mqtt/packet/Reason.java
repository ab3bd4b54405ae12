package io.busbar.bridge.mqtt.packet;

import java.util.Locale;

/** The reason codes of MQTT 5 (section 2.4); clients of 3.1.1 see the nearest they have. */
public enum Reason {
  SUCCESS(0x00),
  GRANTED_QOS_1(0x01),
  GRANTED_QOS_2(0x02),
  DISCONNECT_WITH_WILL(0x04),
  NO_MATCHING_SUBSCRIBERS(0x10),
  NO_SUBSCRIPTION_EXISTED(0x11),
  UNSPECIFIED_ERROR(0x80),
  MALFORMED_PACKET(0x81),
  PROTOCOL_ERROR(0x82),
  IMPLEMENTATION_ERROR(0x83),
  UNSUPPORTED_PROTOCOL_VERSION(0x84),
  CLIENT_IDENTIFIER_NOT_VALID(0x85),
  BAD_USER_NAME_OR_PASSWORD(0x86),
  NOT_AUTHORIZED(0x87),
  SERVER_UNAVAILABLE(0x88),
  SERVER_BUSY(0x89),
  SERVER_SHUTTING_DOWN(0x8B),
  BAD_AUTHENTICATION_METHOD(0x8C),
  KEEP_ALIVE_TIMEOUT(0x8D),
  SESSION_TAKEN_OVER(0x8E),
  TOPIC_FILTER_INVALID(0x8F),
  TOPIC_NAME_INVALID(0x90),
  PACKET_IDENTIFIER_IN_USE(0x91),
  PACKET_IDENTIFIER_NOT_FOUND(0x92),
  RECEIVE_MAXIMUM_EXCEEDED(0x93),
  TOPIC_ALIAS_INVALID(0x94),
  PACKET_TOO_LARGE(0x95),
  MESSAGE_RATE_TOO_HIGH(0x96),
  QUOTA_EXCEEDED(0x97),
  ADMINISTRATIVE_ACTION(0x98),
  PAYLOAD_FORMAT_INVALID(0x99),
  CONNECTION_RATE_EXCEEDED(0x9F);

  private static final int FIRST_ERROR = 0x80;
  private static final int REFUSED_VERSION = 1;
  private static final int REFUSED_IDENTIFIER = 2;
  private static final int REFUSED_UNAVAILABLE = 3;
  private static final int REFUSED_PASSWORD = 4;
  private static final int REFUSED_RIGHTS = 5;

  private final int code;

  Reason(int code) {
    this.code = code;
  }

  /** The number on the wire. */
  public int code() {
    return code;
  }

  /** Whether it says no. */
  public boolean isError() {
    return code >= FIRST_ERROR;
  }

  /** The return code of a 3.1.1 CONNACK that is nearest. */
  public int connectReturnCode() {
    return switch (this) {
      case SUCCESS -> 0;
      case UNSUPPORTED_PROTOCOL_VERSION -> REFUSED_VERSION;
      case CLIENT_IDENTIFIER_NOT_VALID -> REFUSED_IDENTIFIER;
      case BAD_USER_NAME_OR_PASSWORD -> REFUSED_PASSWORD;
      case NOT_AUTHORIZED, BAD_AUTHENTICATION_METHOD -> REFUSED_RIGHTS;
      default -> REFUSED_UNAVAILABLE;
    };
  }

  /** For a log line. */
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
