package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.model.Topics;
import java.time.Duration;

/**
 * How much the broker takes, in all and of each client.
 *
 * @param connections at once
 * @param connectsPerSecond of one address; it may have ten times as many in a burst
 * @param sessions that outlive their connections
 * @param packetBytes the largest packet, payload included
 * @param queuedMessages of QoS 1 and 2 that wait for one client
 * @param queuedBytes of all clients together
 * @param inFlight messages on their way to one client, and from one client
 * @param subscriptions of one client
 * @param messagesPerSecond of one client; it is slowed down, not refused
 * @param maxKeepAlive what clients of MQTT 5 are told when they ask for more
 * @param sessionExpiry sessions end after this at the latest
 */
public record BrokerLimits(
    int connections,
    int connectsPerSecond,
    int sessions,
    int packetBytes,
    int queuedMessages,
    long queuedBytes,
    int inFlight,
    int subscriptions,
    int messagesPerSecond,
    Topics.Limits topics,
    int retainedMessages,
    long retainedBytes,
    Duration maxKeepAlive,
    Duration sessionExpiry) {
  /** The defaults. */
  public static final BrokerLimits DEFAULT =
      new BrokerLimits(
          1000,
          50,
          5000,
          1 << 20,
          100_000,
          128L << 20,
          256,
          1000,
          20_000,
          new Topics.Limits(1024, 200),
          200_000,
          64L << 20,
          Duration.ofSeconds(60),
          Duration.ofDays(30));

  /** The largest CONNECT: nobody knows yet who sends it. */
  static final int CONNECT_BYTES = 128 << 10;

  /** How long a connection may take to say CONNECT. */
  static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

  /** The same with some of them set. */
  public BrokerLimits with(
      int newConnections,
      int newPacketBytes,
      int newQueuedMessages,
      int newRetainedMessages,
      int newMessagesPerSecond,
      Duration newMaxKeepAlive) {
    return new BrokerLimits(
        newConnections,
        connectsPerSecond,
        sessions,
        newPacketBytes,
        newQueuedMessages,
        queuedBytes,
        inFlight,
        subscriptions,
        newMessagesPerSecond,
        topics,
        newRetainedMessages,
        retainedBytes,
        newMaxKeepAlive,
        sessionExpiry);
  }
}
