package io.busbar.bridge.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A packet as it came.
 *
 * @param attachments how many binary messages follow it
 * @param id what an answer refers to; null when none is asked for
 * @param payload what it carries; null when it carries nothing
 */
record Packet(
    PacketKind kind,
    int attachments,
    String namespace,
    @Nullable Long id,
    @Nullable JsonNode payload) {
  Packet with(JsonNode other) {
    return new Packet(kind, attachments, namespace, id, other);
  }
}
