package io.busbar.bridge.surface.hos;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.bridge.surface.hos.HosSettings.EnvelopeStyle;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Beside;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Wraps answers and failures the way HOS clients expect (spec 2.0.2). */
final class Envelope {
  private static final String BEGIN = "{\"success\":true,\"message\":\"OK\",\"data\":{";

  private final EnvelopeStyle style;

  Envelope(EnvelopeStyle style) {
    this.style = style;
  }

  private record Failed(
      boolean success,
      String message,
      String error,
      String code,
      List<String> details,
      @Nullable String hint,
      String traceId) {}

  Buffer success(Object answer) {
    return style == EnvelopeStyle.LEGACY ? write(answer) : Buffer.buffer(Json.bytes(dual(answer)));
  }

  /** The same for an answer whose fields are written already; none has a name of the envelope. */
  Buffer success(List<Buffer> fields) {
    Buffer body = Buffer.buffer(BEGIN);
    append(body, fields);
    body.appendByte((byte) '}');
    if (style == EnvelopeStyle.DUAL && !fields.isEmpty()) {
      body.appendByte((byte) ',');
      append(body, fields);
    }
    return body.appendByte((byte) '}');
  }

  Buffer failure(HubFailure failure, String message, String traceId) {
    Failed failed =
        new Failed(
            false, message, message, failure.reason(), failure.details(), failure.hint(), traceId);
    return withData(failed, null);
  }

  /** A command that was sent and did not succeed: a failure whose data is the outcome. */
  Buffer failure(String message, String code, Object outcome, String traceId) {
    Failed failed =
        new Failed(
            false,
            message,
            message,
            code,
            List.of(),
            "The command left the hub; read the device's state before trying again.",
            traceId);
    return withData(failed, outcome);
  }

  private static Buffer withData(Failed failed, @Nullable Object data) {
    ObjectNode node = Json.MAPPER.valueToTree(failed);
    node.set("data", data == null ? node.nullNode() : Json.MAPPER.valueToTree(data));
    return Buffer.buffer(Json.bytes(node));
  }

  private static void append(Buffer body, List<Buffer> fields) {
    for (int i = 0; i < fields.size(); i++) {
      body.appendString(i == 0 ? "" : ",").appendBuffer(fields.get(i));
    }
  }

  private static Buffer write(Object answer) {
    ByteArrayBuilder bytes = new ByteArrayBuilder(512);
    try (JsonGenerator json = Json.MAPPER.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeBooleanField("success", true);
      json.writeStringField("message", "OK");
      json.writePOJOField("data", answer);
      for (Map.Entry<String, Object> extra : extras(answer).entrySet()) {
        json.writePOJOField(extra.getKey(), extra.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  private static ObjectNode dual(Object answer) {
    ObjectNode node = Json.MAPPER.createObjectNode().put("success", true).put("message", "OK");
    JsonNode data = Json.MAPPER.valueToTree(answer);
    node.set("data", data);
    extras(answer).forEach((key, value) -> node.set(key, Json.MAPPER.valueToTree(value)));
    ListName.of(answer).ifPresent(name -> node.set(name, data));
    data.properties().stream()
        .filter(field -> !node.has(field.getKey()))
        .forEach(field -> node.set(field.getKey(), field.getValue()));
    return node;
  }

  private static Map<String, Object> extras(Object answer) {
    return answer instanceof Beside beside ? beside.beside() : Map.of();
  }
}
