package io.busbar.bridge.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what no surface hears of, whichever it was meant for, and hangs up. */
final class TurnedAway {
  private static final Logger log = LoggerFactory.getLogger(TurnedAway.class);
  private static final String BODY =
      "{\"success\":false,\"message\":\"%1$s\",\"error\":\"%1$s\",\"code\":\"%2$s\",\"details\":[],"
          + "\"hint\":\"%3$s\",\"data\":null}";

  private static final String INVALID = "INVALID";
  private static final String RETRY_SECONDS = "5";

  private TurnedAway() {}

  /** More connections are open than one address may have. */
  static void tooManyConnections(HttpServerRequest request) {
    overloaded(request, "Too many connections of this address are open.", "Close some of them.");
  }

  /** Large bodies take all the memory they may. */
  static void noRoomForBody(HttpServerRequest request) {
    overloaded(request, "Too many large bodies are on their way in.", "Send it again in a moment.");
  }

  private static void overloaded(HttpServerRequest request, String message, String hint) {
    request.response().putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    answer(request, 503, "OVERLOADED", message, hint);
  }

  /** It is no proper HTTP. */
  static void invalid(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    log.debug("Not proper HTTP from {}", request.remoteAddress());
    if (cause instanceof TooLongHttpLineException) {
      answer(request, 414, INVALID, "The address is too long.", "Shorten the query.");
    } else if (cause instanceof TooLongHttpHeaderException) {
      answer(request, 431, INVALID, "The headers are too large.", "Send fewer or shorter headers.");
    } else {
      answer(request, 400, INVALID, "This is not proper HTTP.", "Send an HTTP/1.1 request.");
    }
  }

  private static void answer(
      HttpServerRequest request, int status, String code, String message, String hint) {
    request
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
        .end(BODY.formatted(message, code, hint))
        .eventually(() -> request.connection().close())
        .onFailure(e -> log.debug("A refusal did not reach its client: {}", e.getMessage()));
  }
}
