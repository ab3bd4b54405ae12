package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.model.Message;
import io.busbar.bridge.mqtt.packet.Packet.Will;
import io.busbar.bridge.mqtt.packet.Properties;
import io.busbar.bridge.mqtt.packet.Property;
import io.busbar.contracts.value.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Makes messages of what clients send: only what concerns receivers is kept. */
final class Messages {
  private static final long SECOND = 1000;
  private static final long NO_EXPIRY = -1;

  private Messages() {}

  static Message of(
      String topic, Bytes payload, int qos, boolean retain, Properties sent, long now) {
    return new Message(topic, payload, qos, retain, forReceivers(sent), expiry(sent, now));
  }

  static Message of(Will will, long now) {
    return of(will.topic(), will.payload(), will.qos(), will.retain(), will.properties(), now);
  }

  /** Whether a payload that is said to be text is UTF-8 (section 3.3.2.3.2). */
  static boolean isWhatItSays(Message message) {
    return message.properties().number(Property.PAYLOAD_FORMAT, 0) == 0
        || isText(message.payload().value());
  }

  private static boolean isText(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).remaining() >= 0;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static long expiry(Properties sent, long now) {
    long seconds = sent.number(Property.MESSAGE_EXPIRY, NO_EXPIRY);
    return seconds == NO_EXPIRY ? Message.NEVER : now + seconds * SECOND;
  }

  private static Properties forReceivers(Properties sent) {
    return sent.isEmpty()
        ? sent
        : sent.copy()
            .without(Property.MESSAGE_EXPIRY)
            .without(Property.TOPIC_ALIAS)
            .without(Property.WILL_DELAY);
  }
}
