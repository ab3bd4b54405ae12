package io.busbar.bridge.mqtt.foreign;

import java.util.concurrent.atomic.LongAdder;

/** What goes over the connection to a foreign broker. Safe for use by many threads. */
public final class ForeignCounts {
  private final LongAdder sent = new LongAdder();
  private final LongAdder received = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private volatile boolean connected;

  /** Messages the broker has taken. */
  public long sent() {
    return sent.sum();
  }

  /** Messages heard. */
  public long received() {
    return received.sum();
  }

  /** Messages not sent because the broker was away or too much waited. */
  public long refused() {
    return refused.sum();
  }

  /** How often the connection was lost. */
  public long lost() {
    return lost.sum();
  }

  public boolean isConnected() {
    return connected;
  }

  void countSent() {
    sent.increment();
  }

  void countReceived() {
    received.increment();
  }

  void countRefused() {
    refused.increment();
  }

  void countLost() {
    lost.increment();
  }

  void connected(boolean now) {
    connected = now;
  }
}
