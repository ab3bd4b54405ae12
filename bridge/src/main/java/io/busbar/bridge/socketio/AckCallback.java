package io.busbar.bridge.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * Acknowledges an event. Only the first answer is sent; answers nobody asked for, or for a socket
 * that is gone, are left out. May be called from any thread and at any time.
 */
public interface AckCallback {
  /** Whether the client asked for an answer. */
  boolean isWanted();

  /** Answers with arguments; binary nodes travel as attachments. */
  void send(List<? extends JsonNode> arguments);

  /** Answers with one argument. */
  default void send(JsonNode argument) {
    send(List.of(argument));
  }

  /**
   * Answers with one argument that is JSON already; it is trusted to be well-formed and written as
   * it is.
   */
  void sendJson(Buffer argument);
}
