package io.busbar.bridge.mqtt.model;

import io.busbar.bridge.mqtt.packet.Properties;
import io.busbar.contracts.value.Bytes;

/**
 * A message as the broker passes it on.
 *
 * @param properties what the publisher said to its receivers: no alias, no expiry
 * @param expiresAt epoch milliseconds; {@link #NEVER} when it keeps
 */
public record Message(
    String topic, Bytes payload, int qos, boolean retain, Properties properties, long expiresAt) {
  /** The expiry of a message that keeps. */
  public static final long NEVER = Long.MAX_VALUE;

  private static final int OVERHEAD = 100;

  /** Whether nobody should get it any more. */
  public boolean isExpired(long now) {
    return expiresAt <= now;
  }

  /** Whether there is a time after which nobody should get it. */
  public boolean expires() {
    return expiresAt != NEVER;
  }

  /** About how much memory it takes. */
  public int weight() {
    return OVERHEAD + topic.length() + payload.length();
  }

  /** The same with another expiry. */
  public Message expiringAt(long newExpiresAt) {
    return new Message(topic, payload, qos, retain, properties, newExpiresAt);
  }

  /** The same, said to be retained or not. */
  public Message retained(boolean kept) {
    return kept == retain ? this : new Message(topic, payload, qos, kept, properties, expiresAt);
  }
}
