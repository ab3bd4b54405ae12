package io.busbar.bridge.mqtt;

import io.netty.buffer.ByteBuf;

/** The bytes of one client, over TCP, TLS or WebSocket. Used on the broker's context only. */
interface Link {
  /** Where it comes from, for limits and the log. */
  String address();

  /** Writes and flushes. The bytes are the caller's and may be shared: they are not released. */
  void write(ByteBuf bytes);

  /** Whether the client reads too slowly. */
  boolean isFull();

  /** Takes no more bytes in until told to. */
  void pause();

  void resume();

  /** Ends it after what was written. Twice is harmless. */
  void close();

  /** Who hears of what comes in. All of it on the broker's context. */
  interface Listener {
    void received(byte[] bytes);

    void drained();

    void closed();
  }
}
