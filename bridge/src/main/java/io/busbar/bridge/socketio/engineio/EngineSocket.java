package io.busbar.bridge.socketio.engineio;

import io.busbar.bridge.socketio.engineio.loop.Loop;
import io.vertx.core.Context;

/**
 * A conversation with one client, whatever transport carries it. Everything may be called from any
 * thread; what is called on {@link #context()} takes effect in the order of the calls.
 */
public interface EngineSocket {
  /** Its id, unique in the cluster; it is a secret between client and server. */
  String id();

  /** The request that opened it. */
  HandshakeRequest handshake();

  /** Where its listener is called. */
  Context context();

  /**
   * Sends packets in one piece: nothing comes between them. They are written at the end of the
   * event-loop turn. When the client has no room for them the {@link OverflowPolicy} decides; after
   * the end they are left out.
   */
  void send(EncodedPackets packets);

  /**
   * Sends packets that go to many, at once instead of at the end of the turn. To be called on
   * {@link #loop()}.
   */
  void send(SharedRun packets);

  /** The event loop it belongs to. */
  Loop loop();

  /**
   * Whether what is sent now leaves at once; false while the client reads slower than we write, and
   * when half of what may wait does, were it for this turn only. Who looks before each packet, and
   * goes on when {@link EngineListener#drained} is called, never overflows a client by himself.
   */
  boolean isWritable();

  /**
   * Sends what waits, then ends the conversation with {@link CloseReason#FORCED_CLOSE}. Does
   * nothing when it has ended.
   */
  void close();

  /** Ends the conversation for a reason; what waits is lost. */
  void close(CloseReason reason);

  /** Whether it still goes on. */
  boolean isOpen();
}
