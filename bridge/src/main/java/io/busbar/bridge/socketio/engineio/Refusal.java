package io.busbar.bridge.socketio.engineio;

import io.vertx.core.buffer.Buffer;

/** The errors of the protocol, with the codes its authors gave them. */
enum Refusal {
  UNKNOWN_TRANSPORT(400, 0, "Transport unknown"),
  UNKNOWN_SID(400, 1, "Session ID unknown"),
  BAD_METHOD(400, 2, "Bad handshake method"),
  BAD_REQUEST(400, 3, "Bad request"),
  FORBIDDEN(403, 4, "Forbidden"),
  UNSUPPORTED_VERSION(400, 5, "Unsupported protocol version"),
  TOO_LARGE(413, 3, "Payload too large: send less than maxPayload at once"),
  OVERLOADED(503, 3, "Too many clients: try again later");

  private final int status;
  private final int code;
  private final String message;

  Refusal(int status, int code, String message) {
    this.status = status;
    this.code = code;
    this.message = message;
  }

  int status() {
    return status;
  }

  Buffer body() {
    return Buffer.buffer("{\"code\":%d,\"message\":\"%s\"}".formatted(code, message));
  }
}
