package io.busbar.hub;

import io.busbar.bridge.mqtt.BrokerApi;
import io.busbar.bridge.mqtt.model.Message;
import io.busbar.contracts.bus.Subscription;
import io.busbar.drivers.mqtt.MqttLink;
import io.busbar.drivers.mqtt.MqttMessage;
import io.vertx.core.Future;
import java.util.function.Consumer;

/** The hub's own broker as drivers use it. */
record BrokerLink(BrokerApi broker) implements MqttLink {
  @Override
  public Future<Void> publish(MqttMessage message) {
    return broker.publish(message.topic(), message.payload(), message.qos(), message.retained());
  }

  @Override
  public Future<Subscription> subscribe(String filter, Consumer<MqttMessage> listener) {
    return broker.subscribe(filter, message -> listener.accept(heard(message)));
  }

  private static MqttMessage heard(Message message) {
    return new MqttMessage(message.topic(), message.payload(), message.qos(), message.retain());
  }
}
