package io.busbar.bridge.surface.homeassistant;

import io.busbar.bridge.surface.FailureMapper;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes answers of the REST half: bare JSON, and {@code {message}} for failures. */
final class RestAnswer {
  private static final Logger log = LoggerFactory.getLogger(RestAnswer.class);
  private static final String JSON = "application/json";

  private RestAnswer() {}

  /** An answer that is no JSON. */
  record Text(String text) {}

  static void write(HttpServerRequest request, Object answer) {
    if (answer instanceof Text text) {
      send(request.response(), "text/plain; charset=utf-8", Buffer.buffer(text.text()));
    } else {
      send(request.response(), JSON, Buffer.buffer(Json.bytes(answer)));
    }
  }

  static void fail(HttpServerRequest request, Throwable cause) {
    HubFailure failure = failureOf(cause);
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    int retry = FailureMapper.retryAfterSeconds(failure);
    if (retry > 0) {
      response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(retry));
    }
    Map<String, String> body = new LinkedHashMap<>();
    body.put("message", failure.message());
    if (failure.hint() != null) {
      body.put("hint", failure.hint());
    }
    response.setStatusCode(FailureMapper.status(failure));
    send(response, JSON, Buffer.buffer(Json.bytes(body)));
    request.resume();
  }

  static HubFailure failureOf(Throwable cause) {
    if (cause instanceof HubFailure failure) {
      return failure;
    }
    log.error("The facade failed unexpectedly", cause);
    return HubFailure.of(FailureCode.INTERNAL, "500 Internal Server Error");
  }

  private static void send(HttpServerResponse response, String type, Buffer body) {
    if (response.ended() || response.closed()) {
      return;
    }
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("X-Content-Type-Options", "nosniff")
        .end(body)
        .onFailure(cause -> log.debug("An answer did not arrive: {}", cause.getMessage()));
  }
}
