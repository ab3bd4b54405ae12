package io.busbar.bridge.socketio.engineio;

/** What came is not a packet; the parsers' only failure. */
public final class MalformedPacket extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong. */
  public MalformedPacket(String message) {
    super(message, null, false, false);
  }
}
