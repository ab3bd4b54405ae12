package io.busbar.bridge.mqtt;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** What the broker counts; any thread may read it. */
public final class BrokerCounts {
  private final Map<Counted, AtomicLong> counts = new EnumMap<>(Counted.class);
  private volatile int clients;
  private volatile int sessions;
  private volatile int subscriptions;
  private volatile int retained;
  private volatile long shownBytes;
  private long queuedBytes;

  /** What is counted. */
  public enum Counted {
    RECEIVED("Messages that came in"),
    SENT("Messages that went out, once for each receiver"),
    DROPPED_SLOW("Messages of QoS 0 that a slow client did not get"),
    DROPPED_FULL("Messages that a full queue did not take"),
    DROPPED_EXPIRED("Messages that were too old when they could be sent"),
    DROPPED_LARGE("Messages larger than their receiver takes"),
    REFUSED("Messages and subscriptions that were refused"),
    CONNECTED("Connections that were let in"),
    TURNED_AWAY("Connections that were not let in"),
    SESSIONS_MOVED("Sessions that were taken over from other nodes");

    private final String meaning;

    Counted(String meaning) {
      this.meaning = meaning;
    }

    /** What it says, for a person. */
    public String meaning() {
      return meaning;
    }
  }

  public BrokerCounts() {
    for (Counted each : Counted.values()) {
      counts.put(each, new AtomicLong());
    }
  }

  /** Counts one. Broker's context only: no other thread writes. */
  void count(Counted what) {
    AtomicLong count = countOf(what);
    count.lazySet(count.getPlain() + 1);
  }

  void show(int nowClients, int nowSessions, int nowSubscriptions, int nowRetained) {
    clients = nowClients;
    sessions = nowSessions;
    subscriptions = nowSubscriptions;
    retained = nowRetained;
    shownBytes = queuedBytes;
  }

  /** Notes memory taken by queues, or given back. Broker's context only. */
  void queued(long bytes) {
    queuedBytes += bytes;
  }

  /** Memory taken by queues now. Broker's context only. */
  long queuedNow() {
    return queuedBytes;
  }

  public long of(Counted what) {
    return countOf(what).get();
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

  /** Memory taken by queues, a second ago at most. */
  public long queuedBytes() {
    return shownBytes;
  }

  private AtomicLong countOf(Counted what) {
    return Objects.requireNonNull(counts.get(what));
  }
}
