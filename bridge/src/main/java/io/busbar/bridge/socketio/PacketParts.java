package io.busbar.bridge.socketio;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.bridge.socketio.engineio.EncodedPackets;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The payload of a packet as it goes over the wire: JSON, and what was taken out of it. */
final class PacketParts {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final byte[] json;
  private final List<byte[]> attachments;

  private PacketParts(byte[] json, List<byte[]> attachments) {
    this.json = json;
    this.attachments = attachments;
  }

  /** Takes binary values out and puts placeholders in. */
  private static final class Extraction extends JsonGeneratorDelegate {
    private final List<byte[]> attachments = new ArrayList<>();

    Extraction(JsonGenerator to) {
      super(to, false);
    }

    @Override
    public void writeBinary(Base64Variant variant, byte[] bytes, int offset, int length)
        throws IOException {
      writeStartObject();
      writeBooleanField("_placeholder", true);
      writeNumberField("num", attachments.size());
      writeEndObject();
      attachments.add(Arrays.copyOfRange(bytes, offset, offset + length));
    }
  }

  static PacketParts ofEvent(String event, List<? extends JsonNode> arguments) {
    return ofArray(event, arguments);
  }

  static PacketParts ofEvent(String event, Buffer argument) {
    byte[] name = encodeName(event);
    Buffer json = Buffer.buffer(name.length + argument.length() + 3).appendByte((byte) '[');
    return ofJson(json.appendBytes(name).appendByte((byte) ','), argument);
  }

  static PacketParts ofArguments(List<? extends JsonNode> arguments) {
    return ofArray(null, arguments);
  }

  static PacketParts ofArgument(Buffer argument) {
    return ofJson(Buffer.buffer(argument.length() + 2).appendByte((byte) '['), argument);
  }

  static PacketParts ofObject(ObjectNode payload) {
    try {
      return new PacketParts(MAPPER.writeValueAsBytes(payload), List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PacketParts nothing() {
    return new PacketParts(new byte[0], List.of());
  }

  private static PacketParts ofJson(Buffer before, Buffer argument) {
    Buffer json = before.appendBuffer(argument).appendByte((byte) ']');
    return new PacketParts(json.getBytes(), List.of());
  }

  private static PacketParts ofArray(@Nullable String first, List<? extends JsonNode> rest) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Extraction generator = new Extraction(MAPPER.createGenerator(out))) {
      generator.writeStartArray();
      if (first != null) {
        generator.writeString(first);
      }
      for (JsonNode argument : rest) {
        write(generator, argument);
      }
      generator.writeEndArray();
      generator.flush();
      return new PacketParts(out.toByteArray(), List.copyOf(generator.attachments));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(JsonGenerator generator, JsonNode argument) throws IOException {
    if (argument.isMissingNode()) {
      generator.writeNull();
    } else {
      MAPPER.writeTree(generator, argument);
    }
  }

  private static byte[] encodeName(String event) {
    try {
      return MAPPER.writeValueAsBytes(event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The packet and its attachments, as one piece. */
  EncodedPackets encode(PacketKind kind, String namespace, @Nullable Long id) {
    PacketKind sent = attachments.isEmpty() ? kind : kind.withAttachments();
    StringBuilder head = new StringBuilder(namespace.length() + 16).append((char) sent.digit());
    if (sent.isBinary()) {
      head.append(attachments.size()).append('-');
    }
    if (!namespace.equals("/")) {
      head.append(namespace).append(',');
    }
    if (id != null) {
      head.append((long) id);
    }
    EncodedPackets text = text(head, json);
    if (attachments.isEmpty()) {
      return text;
    }
    List<EncodedPackets> all = new ArrayList<>(attachments.size() + 1);
    all.add(text);
    attachments.forEach(attachment -> all.add(EncodedPackets.binary(attachment)));
    return EncodedPackets.join(all);
  }

  private static EncodedPackets text(StringBuilder head, byte[] json) {
    byte[] start = head.toString().getBytes(StandardCharsets.UTF_8);
    byte[] message = Arrays.copyOf(start, start.length + json.length);
    System.arraycopy(json, 0, message, start.length, json.length);
    return EncodedPackets.text(message);
  }
}
