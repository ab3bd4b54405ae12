package io.busbar.bridge.mqtt;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What the broker counts; any thread may read it. */
public final class BrokerCounts {
  private final Map<Counted, LongAdder> counts = new EnumMap<>(Counted.class);
  private volatile int clients;
  private volatile int sessions;
  private volatile int subscriptions;
  private volatile int retained;
  private volatile long queuedBytes;

  /** What is counted. */
  public enum Counted {
    /** Messages that came in. */
    RECEIVED,
    /** Messages that went out, each receiver counts. */
    SENT,
    /** Messages of QoS 0 that a slow client did not get. */
    DROPPED_SLOW,
    /** Messages that a full queue did not take. */
    DROPPED_FULL,
    /** Messages that were too old when they could be sent. */
    DROPPED_EXPIRED,
    /** Messages larger than their receiver takes. */
    DROPPED_LARGE,
    /** Messages and subscriptions without the right to them. */
    REFUSED,
    /** Connections that were let in. */
    CONNECTED,
    /** Connections that were not let in. */
    TURNED_AWAY
  }

  public BrokerCounts() {
    for (Counted each : Counted.values()) {
      counts.put(each, new LongAdder());
    }
  }

  void count(Counted what) {
    adder(what).increment();
  }

  void show(int nowClients, int nowSessions, int nowSubscriptions, int nowRetained) {
    clients = nowClients;
    sessions = nowSessions;
    subscriptions = nowSubscriptions;
    retained = nowRetained;
  }

  /** Notes memory taken by queues, or given back. Broker's context only. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  void queued(long bytes) {
    queuedBytes += bytes;
  }

  public long of(Counted what) {
    return adder(what).sum();
  }

  public int clients() {
    return clients;
  }

  public int sessions() {
    return sessions;
  }

  public int subscriptions() {
    return subscriptions;
  }

  public int retained() {
    return retained;
  }

  public long queuedBytes() {
    return queuedBytes;
  }

  private LongAdder adder(Counted what) {
    return counts.getOrDefault(what, new LongAdder());
  }
}
