package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.model.Message;
import io.busbar.bridge.mqtt.packet.Reason;

/** Hears of clients and may refuse what they publish. Must not block. */
public interface BrokerHook {
  /** A client was let in. */
  default void connected(ClientView client) {}

  /** A client is gone; {@code SUCCESS} when it said goodbye. */
  default void disconnected(ClientView client, Reason reason) {}

  /** Whether a client, that has the right to the topic, may publish this. */
  default boolean permits(ClientView client, Message message) {
    return true;
  }
}
