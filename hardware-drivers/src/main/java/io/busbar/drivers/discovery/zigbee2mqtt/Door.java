package io.busbar.drivers.discovery.zigbee2mqtt;

import io.busbar.drivers.discovery.model.Payload;
import io.busbar.drivers.mqtt.MqttMessage;
import java.util.Map;

/** Where a device or group is spoken to. */
record Door(String topic) {
  MqttMessage set(String property, Object value) {
    return Payload.json(topic + "/set", Map.of(property, value));
  }

  MqttMessage get(Map<String, String> properties) {
    return Payload.json(topic + "/get", properties);
  }
}
