package io.busbar.bridge.surface.homeassistant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages to a client, as texts. */
final class Reply {
  private Reply() {}

  private record Success(
      long id,
      String type,
      boolean success,
      @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Object result) {}

  private record Failure(long id, String type, boolean success, Map<String, String> error) {}

  static String result(long id, @Nullable Object result) {
    return Json.text(new Success(id, "result", true, result));
  }

  static String pong(long id) {
    return Json.text(Map.of("id", id, "type", "pong"));
  }

  static String error(long id, String code, String message) {
    return Json.text(new Failure(id, "result", false, Map.of("code", code, "message", message)));
  }

  static String error(long id, HubFailure failure) {
    String code =
        switch (failure.code()) {
          case INVALID -> "invalid_format";
          case NOT_FOUND -> "not_found";
          case UNAUTHENTICATED, FORBIDDEN -> "unauthorized";
          case TIMED_OUT -> "timeout";
          case CONFLICT, OVERLOADED, UNAVAILABLE, UNSUPPORTED, INTERNAL -> "home_assistant_error";
        };
    return error(id, code, failure.message());
  }

  /**
   * @param event as JSON, written once for all who are told
   */
  static String event(long id, String event) {
    return "{\"id\":" + id + ",\"type\":\"event\",\"event\":" + event + "}";
  }
}
