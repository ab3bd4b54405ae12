package io.busbar.drivers.discovery.homie;

import io.busbar.drivers.discovery.homie.Described.Node;
import io.busbar.drivers.discovery.model.Payload;
import io.busbar.drivers.mqtt.MqttMessage;

/**
 * Where a device is spoken to.
 *
 * @param topic the device's, with a slash at the end
 * @param five Homie 5 rather than an earlier one
 */
record Door(String topic, boolean five) {
  MqttMessage set(Node node, Property property, String value) {
    int lasting = five ? 2 : 1;
    return Payload.text(
        "%s%s/%s/set".formatted(topic, node.id(), property.id()),
        value,
        property.retained() ? lasting : 0);
  }
}
