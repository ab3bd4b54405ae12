package io.busbar.bridge.socketio;

import io.busbar.bridge.socketio.engineio.CloseReason;

/** Why a socket is no longer connected to its namespace. */
public enum DisconnectReason {
  /** The client left this namespace. */
  CLIENT_NAMESPACE_DISCONNECT("client namespace disconnect"),
  /** {@link SocketIoSocket#disconnect} was called. */
  SERVER_NAMESPACE_DISCONNECT("server namespace disconnect"),
  /** The client closed the connection, or went away. */
  TRANSPORT_CLOSE("transport close"),
  /** The connection broke. */
  TRANSPORT_ERROR("transport error"),
  /** The client did not answer a ping in time. */
  PING_TIMEOUT("ping timeout"),
  /** The client sent what is not a packet. */
  PARSE_ERROR("parse error"),
  /** The server closed the connection. */
  FORCED_CLOSE("forced server close"),
  /** The client did not read, and more was waiting for it than may. */
  OVERFLOW("buffer overflow"),
  /** The server stops. */
  SERVER_SHUTDOWN("server shutting down");

  private final String text;

  DisconnectReason(String text) {
    this.text = text;
  }

  /** The words the protocol's authors use for it. */
  public String text() {
    return text;
  }

  static DisconnectReason of(CloseReason reason) {
    return switch (reason) {
      case TRANSPORT_CLOSE -> TRANSPORT_CLOSE;
      case TRANSPORT_ERROR -> TRANSPORT_ERROR;
      case PING_TIMEOUT -> PING_TIMEOUT;
      case PARSE_ERROR -> PARSE_ERROR;
      case FORCED_CLOSE -> FORCED_CLOSE;
      case OVERFLOW -> OVERFLOW;
      case SERVER_SHUTDOWN -> SERVER_SHUTDOWN;
    };
  }
}
