package io.busbar.bridge.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Says to a client why it may not connect: an answer, not an accident, so without a stack. */
public final class ConnectRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable JsonNode details;

  /** Refuses with a message. */
  public ConnectRefused(String message) {
    this(message, null);
  }

  /**
   * Refuses with a message and more.
   *
   * @param details sent as {@code data}; null for none
   */
  public ConnectRefused(String message, @Nullable JsonNode details) {
    super(message, null, false, false);
    this.details = details;
  }

  /** What is sent as {@code data}. */
  public @Nullable JsonNode details() {
    return details;
  }
}
