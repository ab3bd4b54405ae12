package io.busbar.bridge.socketio.engineio;

/** Why a conversation ended. */
public enum CloseReason {
  /** The client closed it, or its connection was closed. */
  TRANSPORT_CLOSE("transport close"),
  /** The connection broke, or the client broke the rules of HTTP or WebSocket. */
  TRANSPORT_ERROR("transport error"),
  /** No pong came in time. */
  PING_TIMEOUT("ping timeout"),
  /** What came was not a packet. */
  PARSE_ERROR("parse error"),
  /** The server's user closed it. */
  FORCED_CLOSE("forced close"),
  /** More was waiting for the client than it may have waiting. */
  OVERFLOW("buffer overflow"),
  /** The server stops. */
  SERVER_SHUTDOWN("server shutting down");

  private final String text;

  CloseReason(String text) {
    this.text = text;
  }

  /** The words the protocol's authors use for it. */
  public String text() {
    return text;
  }
}
