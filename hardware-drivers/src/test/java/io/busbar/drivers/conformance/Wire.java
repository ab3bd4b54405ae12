package io.busbar.drivers.conformance;

/** One end of a WebSocket in a replay. */
interface Wire {
  /** What came over it so far. */
  Inbox inbox();

  void send(String text);

  void ping();

  /** Breaks the connection without a close frame. */
  void drop();
}
