package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.model.Message;
import io.busbar.bridge.mqtt.packet.Properties;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.value.Bytes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.util.List;
import java.util.function.Consumer;

/**
 * A broker as parts of the hub use it: its own, a foreign one, or both as one. For any context;
 * answers come on the one that asks.
 */
public interface MessageLink {
  /** The link of a hub without MQTT. */
  MessageLink NONE =
      new MessageLink() {
        @Override
        public Future<Void> publish(Message message) {
          return Future.failedFuture(absent());
        }

        @Override
        public Future<Subscription> subscribe(String filter, Consumer<Message> listener) {
          return Future.failedFuture(absent());
        }

        private static HubFailure absent() {
          return HubFailure.unavailable(
              "This hub has no MQTT.", "Set BUSBAR_MQTT_PORT or BUSBAR_MQTT_BRIDGE.");
        }
      };

  /**
   * Publishes as the hub. Succeeds when the broker has taken it; the own one with QoS 1 or 2 has it
   * on disk then for those sessions that are kept. What a foreign broker's version of MQTT has no
   * words for (properties) is left out. Fails: INVALID no topic or QoS · OVERLOADED too much waits
   * to be sent, or no room to retain it · UNAVAILABLE the broker is stopped or cannot be reached.
   */
  Future<Void> publish(Message message);

  /** The same for a message without properties. */
  default Future<Void> publish(String topic, Bytes payload, int qos, boolean retain) {
    return publish(new Message(topic, payload, qos, retain, Properties.NONE, Message.NEVER));
  }

  /**
   * Retains, with QoS 1, what the hub says again after each start, so that a broker of its own may
   * put it on disk a little later. Succeeds and fails as {@link #publish}.
   */
  default Future<Void> retain(String topic, Bytes payload) {
    return publish(topic, payload, 1, true);
  }

  /**
   * Gets what is published under a filter, retained messages first, on the context that asks; after
   * a lost connection came back, retained messages come again. Messages kept from earlier are
   * marked as retained; those published from now on are not, whatever their publisher asked for.
   * Succeeds when nothing published from now on is missed; for a foreign broker that cannot be
   * reached now, when it is remembered. Fails: INVALID no filter · OVERLOADED too many
   * subscriptions · UNAVAILABLE there is no broker.
   */
  Future<Subscription> subscribe(String filter, Consumer<Message> listener);

  /**
   * Whether it makes sense to publish something that is not retained: false only when surely nobody
   * would get it.
   */
  default boolean mayBeWanted(String topic) {
    return true;
  }

  /**
   * The brokers behind it, each as a link of its own: what goes to one need not wait for others.
   */
  default List<MessageLink> each() {
    return List.of(this);
  }

  /** Is told on the calling context each time a foreign broker is there, or there again. */
  default void whenBack(Runnable work) {}

  /** A promise whose outcome is told on the context that makes it, whoever keeps it. */
  static <T> Promise<T> promise() {
    return Vertx.currentContext() instanceof ContextInternal asking
        ? asking.promise()
        : Promise.promise();
  }
}
