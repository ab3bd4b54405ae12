package io.busbar.hub;

import io.busbar.bridge.mqtt.MessageLink;
import io.busbar.bridge.mqtt.model.Message;
import io.busbar.contracts.bus.Subscription;
import io.busbar.drivers.mqtt.MqttLink;
import io.busbar.drivers.mqtt.MqttMessage;
import io.vertx.core.Future;
import java.util.function.Consumer;

/** The brokers of the house as drivers use them. */
record BrokerLink(MessageLink link) implements MqttLink {
  @Override
  public Future<Void> publish(MqttMessage message) {
    return link.publish(message.topic(), message.payload(), message.qos(), message.retained());
  }

  @Override
  public Future<Subscription> subscribe(String filter, Consumer<MqttMessage> listener) {
    return link.subscribe(filter, message -> listener.accept(heard(message)));
  }

  private static MqttMessage heard(Message message) {
    return new MqttMessage(message.topic(), message.payload(), message.qos(), message.retain());
  }
}
