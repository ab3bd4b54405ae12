package io.busbar.drivers.mqtt;

import io.busbar.contracts.value.Bytes;

/**
 * A message on a topic.
 *
 * @param retained heard: it was kept from earlier, not published just now; to publish: keep it
 */
public record MqttMessage(String topic, Bytes payload, int qos, boolean retained) {}
