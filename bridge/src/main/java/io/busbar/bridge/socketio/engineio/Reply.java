package io.busbar.bridge.socketio.engineio;

import io.vertx.core.buffer.Buffer;

/** Where the answer to one polling request goes: to a client, or to the node that asked for it. */
interface Reply {
  String TEXT = "text/plain; charset=UTF-8";
  String JSON = "application/json";

  /** Answers; may be called from any thread, and only once. */
  void send(int status, String type, Buffer body);

  default void packets(byte[] body) {
    send(200, TEXT, Buffer.buffer(body));
  }

  default void refuse(Refusal refusal) {
    send(refusal.status(), JSON, refusal.body());
  }
}
