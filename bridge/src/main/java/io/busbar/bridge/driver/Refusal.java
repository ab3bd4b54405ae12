package io.busbar.bridge.driver;

import io.busbar.contracts.bus.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;

/** Says no to a link before it is one, in the words of the driver protocol (spec 6.3). */
final class Refusal {
  private Refusal() {}

  static void write(HttpServerRequest request, int status, String error, String hint) {
    Map<String, Object> body =
        Map.of(
            "event",
            "ERROR",
            "ok",
            false,
            "code",
            status == 403 ? "DRIVER_WS_UNAUTHORIZED" : "DRIVER_WS_UPGRADE_REQUIRED",
            "error",
            error,
            "details",
            List.of(hint),
            "hint",
            hint,
            "protocolVersion",
            1);
    request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json; charset=utf-8")
        .end(Buffer.buffer(Json.bytes(body)))
        .onComplete(done -> {});
  }
}
