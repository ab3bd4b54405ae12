package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.model.Message;
import io.busbar.bridge.mqtt.packet.Reason;

/** Hears of clients and may refuse what they publish. Must not block. */
public interface BrokerHook {
  /** A client was let in. */
  default void connected(ClientView client) {}

  /** A client is gone; {@code SUCCESS} when it said goodbye. */
  default void disconnected(ClientView client, Reason reason) {}

  /**
   * Whether a client, that has the right to the topic, may publish this; asked of a will when its
   * client connects.
   */
  default boolean permits(ClientView client, Message message) {
    return true;
  }

  /**
   * Whether {@link #published} is to be told of messages on this topic; their publisher learns that
   * somebody got them.
   */
  default boolean wants(String topic) {
    return false;
  }

  /** A client's message, or its will, goes out to subscribers now. */
  default void published(Publisher publisher, Message message) {}

  /** Who published, and what else this client may. */
  interface Publisher {
    String clientId();

    String username();

    /** Whether it has the right to a topic; a client that is gone has none. */
    boolean mayPublish(String topic);
  }
}
