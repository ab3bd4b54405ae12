package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.model.Message;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.value.Bytes;
import io.vertx.core.Future;
import java.util.function.Consumer;

/** The broker as other parts of the hub use it, from any context. */
public interface BrokerApi {
  /**
   * Publishes as the hub. Succeeds when it is routed and, with QoS 1 or 2, on disk for those
   * sessions that are kept. Fails: INVALID no topic or QoS · OVERLOADED no room to retain it ·
   * UNAVAILABLE the broker is stopped.
   */
  Future<Void> publish(String topic, Bytes payload, int qos, boolean retain);

  /**
   * Gets what is published under a filter, retained messages first, on the context that asks.
   * Succeeds when nothing published from now on is missed. Messages kept from earlier are marked as
   * retained; those published from now on are not, whatever their publisher asked for. Fails:
   * INVALID no filter · UNAVAILABLE the broker is stopped.
   */
  Future<Subscription> subscribe(String filter, Consumer<Message> listener);

  /** Is asked and told what clients do, on the broker's context, until the subscription ends. */
  Future<Subscription> hook(BrokerHook hook);
}
