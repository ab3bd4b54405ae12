package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.model.Message;
import io.busbar.bridge.mqtt.packet.Packet.Publish;
import io.busbar.bridge.mqtt.packet.PublishFrame;
import io.busbar.contracts.value.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A message as it is stored and sent between nodes: when it expires, then a PUBLISH. */
final class MessageFormat {
  private static final int IDENTIFIER = 1;

  private MessageFormat() {}

  static Bytes write(Message message) {
    byte[] frame =
        PublishFrame.of(
                message.topic(),
                message.payload().value(),
                message.qos(),
                message.retain(),
                false,
                message.properties())
            .bytes(IDENTIFIER);
    return new Bytes(
        ByteBuffer.allocate(Long.BYTES + frame.length)
            .putLong(message.expiresAt())
            .put(frame)
            .array());
  }

  static Message read(Bytes stored) {
    byte[] bytes = stored.value();
    long expiresAt = ByteBuffer.wrap(bytes).getLong();
    Publish publish = PublishFrame.read(Arrays.copyOfRange(bytes, Long.BYTES, bytes.length));
    return new Message(
        publish.topic(),
        publish.payload(),
        publish.qos(),
        publish.retain(),
        publish.properties(),
        expiresAt);
  }
}
