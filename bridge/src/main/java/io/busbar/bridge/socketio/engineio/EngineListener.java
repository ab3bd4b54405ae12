package io.busbar.bridge.socketio.engineio;

import io.vertx.core.buffer.Buffer;

/**
 * What happens in a conversation. Called on the conversation's context, one call at a time, in the
 * order of what the client did. An exception thrown here ends the conversation.
 */
public interface EngineListener {
  /** A text message came; its characters were checked. */
  void text(String message);

  /** A binary message came. */
  void binary(Buffer message);

  /** What waited was written; comes after {@link EngineSocket#isWritable()} was false. */
  default void drained() {}

  /** It has ended; nothing comes after this. */
  void closed(CloseReason reason);
}
