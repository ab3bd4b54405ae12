package io.busbar.bridge.mqtt.model;

import io.busbar.bridge.mqtt.packet.Properties;
import io.busbar.contracts.value.Bytes;

/** Messages for tests. */
final class TestMessages {
  private TestMessages() {}

  static Message of(String topic) {
    return new Message(topic, Bytes.of("x"), 1, false, Properties.NONE, Message.NEVER);
  }
}
