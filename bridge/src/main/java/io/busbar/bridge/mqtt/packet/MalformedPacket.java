package io.busbar.bridge.mqtt.packet;

/** A peer broke the protocol; the connection ends with the reason. Carries no stack trace. */
public final class MalformedPacket extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  private MalformedPacket(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  /** Bytes that are no packet. */
  public static MalformedPacket of(String message) {
    return new MalformedPacket(Reason.MALFORMED_PACKET, message);
  }

  /** A packet that may not come here, or says what it may not say. */
  public static MalformedPacket of(Reason reason, String message) {
    return new MalformedPacket(reason, message);
  }

  /** What the peer is told. */
  public Reason reason() {
    return reason;
  }
}
