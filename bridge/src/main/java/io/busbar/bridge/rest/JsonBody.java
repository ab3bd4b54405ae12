package io.busbar.bridge.rest;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request body must be before anybody looks into it: one JSON object in UTF-8. */
public final class JsonBody {
  private JsonBody() {}

  /**
   * @throws HubFailure INVALID NOT_JSON when the request says its body is something else
   */
  static void requireJson(HttpServerRequest request) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if ((type == null || isJson(type)) && (encoding == null || encoding.equals("identity"))) {
      return;
    }
    throw HubFailure.invalid(
            "The body must be plain JSON.", "Send 'Content-Type: application/json', uncompressed.")
        .reason("NOT_JSON");
  }

  /**
   * Reads a body; nulls at the top are the same as absent.
   *
   * @throws HubFailure INVALID MALFORMED_JSON
   */
  public static Map<String, @Nullable Object> parse(byte[] bytes) {
    if (bytes.length == 0) {
      return new LinkedHashMap<>();
    }
    requireUtf8(bytes);
    Map<String, @Nullable Object> body = Json.readObject(bytes);
    body.values().removeIf(value -> value == null);
    return body;
  }

  private static boolean isJson(String type) {
    if (type.equals("application/json")) {
      return true;
    }
    String[] parts = type.toLowerCase(Locale.ROOT).split(";", 2);
    String media = parts[0].trim();
    boolean json =
        media.equals("application/json")
            || (media.startsWith("application/") && media.endsWith("+json"));
    String rest = parts.length == 2 ? parts[1].trim() : "";
    return json && (!rest.contains("charset") || rest.replace("\"", "").endsWith("utf-8"));
  }

  private static void requireUtf8(byte[] bytes) {
    try {
      if (StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).length() > 0
          && hasNoZeroInFront(bytes)) {
        return;
      }
    } catch (CharacterCodingException e) {
      // said below, as for the other encodings
    }
    throw HubFailure.invalid("The body is not UTF-8.", "Send one JSON object in UTF-8.")
        .reason("MALFORMED_JSON");
  }

  /** A zero among the first four bytes is how a JSON reader recognises UTF-16 and UTF-32. */
  private static boolean hasNoZeroInFront(byte[] bytes) {
    for (int i = 0; i < Math.min(4, bytes.length); i++) {
      if (bytes[i] == 0) {
        return false;
      }
    }
    return true;
  }
}
