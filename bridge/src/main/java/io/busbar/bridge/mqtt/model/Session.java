package io.busbar.bridge.mqtt.model;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What the broker knows of a client between connections. */
public final class Session {
  /** The expiry of a session that never ends by itself. */
  public static final long NEVER = 0xFFFF_FFFFL;

  /** How many QoS 2 messages of a client may wait for their release. */
  public static final int MOST_RECEIVED = 10_000;

  private final String clientId;
  private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
  private final Outbox outbox = new Outbox();
  private final Set<Integer> received = new HashSet<>();
  private long expirySeconds;

  public Session(String clientId, long expirySeconds) {
    this.clientId = clientId;
    this.expirySeconds = expirySeconds;
  }

  public String clientId() {
    return clientId;
  }

  public long expirySeconds() {
    return expirySeconds;
  }

  /** Decides how long it outlives its connection. */
  public void expireAfter(long seconds) {
    expirySeconds = seconds;
  }

  /** Whether it outlives its connection, and so a restart. */
  public boolean isPersistent() {
    return expirySeconds > 0;
  }

  /** When it ends, in epoch milliseconds, if nobody connects again. */
  public long endsAt(long disconnectedAt) {
    return expirySeconds == NEVER ? Long.MAX_VALUE : disconnectedAt + expirySeconds * 1000;
  }

  /** Subscriptions by filter. */
  public Map<String, Subscription> subscriptions() {
    return subscriptions;
  }

  public Outbox outbox() {
    return outbox;
  }

  /** Identifiers of QoS 2 messages that came and were not released yet. */
  public Set<Integer> received() {
    return received;
  }

  @Override
  public String toString() {
    return "Session[%s]".formatted(clientId);
  }
}
