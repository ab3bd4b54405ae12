package io.busbar.bridge.socketio.engineio;

/**
 * Decides about a packet for which a client has no room. Called on the client's context, so it must
 * not block.
 */
@FunctionalInterface
public interface OverflowPolicy {
  /** What becomes of the packet that did not fit. */
  enum Outcome {
    /** The packet is left out, the conversation goes on. */
    DROP,
    /** The conversation ends with {@link CloseReason#OVERFLOW}, what was waiting is lost. */
    CLOSE
  }

  /** Ends the conversation: what a client may rely on without knowing more. */
  OverflowPolicy CLOSE = (client, packets, bytes) -> Outcome.CLOSE;

  /**
   * Chooses.
   *
   * @param packets how many wait for it
   * @param bytes how many bytes these are
   */
  Outcome onOverflow(EngineSocket client, int packets, long bytes);
}
