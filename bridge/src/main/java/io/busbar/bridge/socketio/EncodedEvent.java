package io.busbar.bridge.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.bridge.socketio.engineio.EncodedPackets;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event encoded once, whoever gets it: the packets, their WebSocket frames and, when first
 * wanted, their polling form. Immutable, shared between threads.
 */
public final class EncodedEvent {
  private final String namespace;
  private final PacketParts parts;
  private final EncodedPackets packets;

  private EncodedEvent(String namespace, PacketParts parts) {
    this.namespace = namespace;
    this.parts = parts;
    this.packets = parts.encode(PacketKind.EVENT, namespace, null);
  }

  /**
   * Encodes an event.
   *
   * @param arguments binary nodes in them travel as attachments
   */
  public static EncodedEvent of(
      String namespace, String event, List<? extends JsonNode> arguments) {
    return new EncodedEvent(namespace, PacketParts.ofEvent(event, arguments));
  }

  /**
   * Encodes an event of one argument that is JSON already; the JSON is trusted to be well-formed
   * and copied as it is.
   */
  public static EncodedEvent ofJson(String namespace, String event, Buffer argument) {
    return new EncodedEvent(namespace, PacketParts.ofEvent(event, argument));
  }

  /** The namespace it is for. */
  public String namespace() {
    return namespace;
  }

  /** How many bytes a WebSocket client gets. */
  public int size() {
    return packets.size();
  }

  EncodedPackets packets() {
    return packets;
  }

  /** The same asking for an acknowledgement. */
  EncodedPackets asking(long id) {
    return parts.encode(PacketKind.EVENT, namespace, id);
  }

  static EncodedPackets ack(String namespace, @Nullable Long id, PacketParts parts) {
    return parts.encode(PacketKind.ACK, namespace, id);
  }
}
