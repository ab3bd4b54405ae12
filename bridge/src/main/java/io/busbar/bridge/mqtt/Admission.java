package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.packet.Reason;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Counts connections, in all and by address and time. Broker's context only. */
final class Admission {
  /** So many beyond the limit are told why they are turned away; others are just closed. */
  static final int TOLD = 100;

  private static final int BURST_SECONDS = 10;
  private static final int MOST_ADDRESSES = 10_000;
  private static final long SECOND = 1000;

  private final BrokerLimits limits;
  private final InstantSource clock;
  private final Map<String, Bucket> buckets = new HashMap<>();
  private int open;
  private boolean closed;

  private static final class Bucket {
    double tokens;
    long at;
  }

  Admission(BrokerLimits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /** Counts a connection in; the answer is why it is not wanted, or {@code SUCCESS}. */
  Reason enter(String address) {
    open++;
    if (closed) {
      return Reason.SERVER_SHUTTING_DOWN;
    }
    if (open > limits.connections()) {
      return Reason.QUOTA_EXCEEDED;
    }
    return takeToken(address) ? Reason.SUCCESS : Reason.CONNECTION_RATE_EXCEEDED;
  }

  /** Wants nobody any more. */
  void close() {
    closed = true;
  }

  /** Whether not even a refusal is due. */
  boolean isFlooded() {
    return open > limits.connections() + TOLD;
  }

  void leave() {
    open--;
  }

  private boolean takeToken(String address) {
    long now = clock.millis();
    double most = (double) limits.connectsPerSecond() * BURST_SECONDS;
    if (buckets.size() >= MOST_ADDRESSES) {
      buckets.values().removeIf(each -> each.at < now - BURST_SECONDS * SECOND);
    }
    Bucket bucket = buckets.computeIfAbsent(address, first -> fresh(most, now));
    double earned = (now - bucket.at) * (double) limits.connectsPerSecond() / SECOND;
    bucket.tokens = Math.min(most, bucket.tokens + earned);
    bucket.at = now;
    if (bucket.tokens < 1) {
      return false;
    }
    bucket.tokens--;
    return true;
  }

  private static Bucket fresh(double tokens, long now) {
    Bucket bucket = new Bucket();
    bucket.tokens = tokens;
    bucket.at = now;
    return bucket;
  }
}
