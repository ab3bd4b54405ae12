package io.busbar.bridge.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.bridge.socketio.engineio.MalformedPacket;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Waits for the attachments of one packet and puts them where their placeholders are. */
final class Attachments {
  private final Packet packet;
  private final int maxBytes;
  private final List<byte[]> received = new ArrayList<>();
  private int bytes;

  Attachments(Packet packet, int maxBytes) {
    this.packet = packet;
    this.maxBytes = maxBytes;
  }

  boolean isComplete() {
    return received.size() == packet.attachments();
  }

  /**
   * Adds the next.
   *
   * @throws MalformedPacket when they have become too many bytes
   */
  void add(Buffer attachment) {
    bytes += attachment.length();
    if (bytes > maxBytes) {
      throw new MalformedPacket("The attachments are too large.");
    }
    received.add(attachment.getBytes());
  }

  /**
   * The packet with its attachments.
   *
   * @throws MalformedPacket when a placeholder names none of them
   */
  Packet assemble() {
    return packet.with(filled(Objects.requireNonNull(packet.payload())));
  }

  private JsonNode filled(JsonNode node) {
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        JsonNode unused = array.set(i, filled(array.get(i)));
      }
      return array;
    }
    if (node instanceof ObjectNode object) {
      if (object.path("_placeholder").isBoolean() && object.get("_placeholder").booleanValue()) {
        return attachment(object.path("num"));
      }
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        JsonNode unused = field.setValue(filled(field.getValue()));
      }
    }
    return node;
  }

  private JsonNode attachment(JsonNode number) {
    if (!number.isInt() || number.intValue() < 0 || number.intValue() >= received.size()) {
      throw new MalformedPacket("A placeholder names no attachment.");
    }
    return BinaryNode.valueOf(received.get(number.intValue()));
  }
}
