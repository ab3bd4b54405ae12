package io.busbar.bridge.socketio;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.busbar.bridge.socketio.engineio.MalformedPacket;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the text of a packet: {@code <type>[<n>-][<namespace>,][<id>][<json>]}. */
final class PacketParser {
  /** Names of events that mean something of their own in every client. */
  private static final Set<String> RESERVED =
      Set.of("connect", "connect_error", "disconnect", "disconnecting");

  private static final int MAX_DEPTH = 200;
  private static final int MAX_ID_DIGITS = 15;
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String text;
  private final int maxAttachments;
  private int at;

  private PacketParser(String text, int maxAttachments) {
    this.text = text;
    this.maxAttachments = maxAttachments;
  }

  /**
   * Reads a packet.
   *
   * @throws MalformedPacket when it is none, or asks for more attachments than it may have
   */
  static Packet parse(String text, int maxAttachments) {
    return new PacketParser(text, maxAttachments).packet();
  }

  private Packet packet() {
    PacketKind kind = text.isEmpty() ? null : PacketKind.of(text.charAt(0));
    if (kind == null) {
      throw new MalformedPacket("A packet begins with a digit from 0 to 6.");
    }
    at = 1;
    int attachments = kind.isBinary() ? attachments() : 0;
    String namespace = namespace();
    Long id = id();
    JsonNode payload = payload();
    if (!fits(kind, id, payload)) {
      throw new MalformedPacket("A packet of this type carries something else.");
    }
    return new Packet(kind, attachments, namespace, id, payload);
  }

  private int attachments() {
    Long count = id();
    if (count == null || at == text.length() || text.charAt(at) != '-') {
      throw new MalformedPacket("A binary packet tells how many attachments it has.");
    }
    if (count > maxAttachments) {
      throw new MalformedPacket("Too many attachments.");
    }
    at++;
    return Math.toIntExact(count);
  }

  private String namespace() {
    if (at == text.length() || text.charAt(at) != '/') {
      return "/";
    }
    int comma = text.indexOf(',', at);
    int end = comma < 0 ? text.length() : comma;
    String namespace = text.substring(at, end);
    at = comma < 0 ? end : end + 1;
    return namespace;
  }

  private @Nullable Long id() {
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at - from > MAX_ID_DIGITS) {
      throw new MalformedPacket("A number has at most 15 digits.");
    }
    return at == from ? null : Long.valueOf(text.substring(from, at));
  }

  private @Nullable JsonNode payload() {
    if (at == text.length()) {
      return null;
    }
    try {
      return MAPPER.readTree(text.substring(at));
    } catch (JsonProcessingException | NumberFormatException e) {
      throw new MalformedPacket("The payload is not JSON.");
    }
  }

  private static boolean fits(PacketKind kind, @Nullable Long id, @Nullable JsonNode payload) {
    return switch (kind) {
      case CONNECT -> id == null && (payload == null || payload.isObject());
      case DISCONNECT -> id == null && payload == null;
      case EVENT, BINARY_EVENT -> payload != null && isEvent(payload);
      case ACK, BINARY_ACK -> id != null && payload != null && payload.isArray();
      case CONNECT_ERROR -> false; // Servers send this.
    };
  }

  private static boolean isEvent(JsonNode payload) {
    if (!payload.isArray() || payload.isEmpty()) {
      return false;
    }
    JsonNode name = payload.get(0);
    return name.isNumber() || (name.isTextual() && !RESERVED.contains(name.textValue()));
  }
}
