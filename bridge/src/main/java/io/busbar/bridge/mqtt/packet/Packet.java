package io.busbar.bridge.mqtt.packet;

import io.busbar.contracts.value.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client may send. */
public sealed interface Packet {
  /** Asks for a session. */
  record Connect(
      Version version,
      String clientId,
      boolean cleanStart,
      int keepAlive,
      @Nullable Will will,
      @Nullable String username,
      @Nullable Bytes password,
      Properties properties)
      implements Packet {
    @Override
    public String toString() {
      return "Connect[%s, clientId=%s, username=%s]".formatted(version, clientId, username);
    }
  }

  /** What is published when the client goes without a word. */
  record Will(String topic, Bytes payload, int qos, boolean retain, Properties properties) {}

  /**
   * A message.
   *
   * @param packetId 0 with QoS 0
   */
  record Publish(
      String topic,
      Bytes payload,
      int qos,
      boolean retain,
      boolean dup,
      int packetId,
      Properties properties)
      implements Packet {}

  /**
   * PUBACK, PUBREC, PUBREL or PUBCOMP.
   *
   * @param reason the number; those of 128 and more are errors
   */
  record Ack(PacketType type, int packetId, int reason, Properties properties) implements Packet {}

  /** One wish of a SUBSCRIBE. */
  record Wish(
      String filter, int qos, boolean noLocal, boolean retainAsPublished, int retainHandling) {}

  /** Asks for messages. */
  record Subscribe(int packetId, List<Wish> wishes, Properties properties) implements Packet {}

  /** Asks for no more of them. */
  record Unsubscribe(int packetId, List<String> filters, Properties properties) implements Packet {}

  /** A sign of life. */
  record Ping() implements Packet {}

  /** Goodbye. */
  record Disconnect(int reason, Properties properties) implements Packet {}

  /** Extended authentication. */
  record Auth(int reason, Properties properties) implements Packet {}
}
