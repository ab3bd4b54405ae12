package io.busbar.drivers.mqtt;

import io.busbar.contracts.bus.Subscription;
import io.vertx.core.Future;
import java.util.function.Consumer;

/** The brokers of the house as one: the hub's own, a foreign one, or both. For any context. */
public interface MqttLink {
  /**
   * Publishes as the hub. Succeeds when each broker that can be reached has taken it. Fails:
   * INVALID no topic or QoS · OVERLOADED too much waits to be sent · UNAVAILABLE no broker can be
   * reached.
   */
  Future<Void> publish(MqttMessage message);

  /**
   * Hears what is published under a filter, retained messages first, on the context that asks, also
   * after a connection was lost and came back: retained messages then come again. Succeeds when
   * nothing published from now on is missed. Fails: INVALID no filter · UNAVAILABLE there is no
   * broker.
   */
  Future<Subscription> subscribe(String filter, Consumer<MqttMessage> listener);
}
