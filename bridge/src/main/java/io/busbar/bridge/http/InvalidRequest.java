package io.busbar.bridge.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what is no proper HTTP, and hangs up. */
final class InvalidRequest {
  private static final Logger log = LoggerFactory.getLogger(InvalidRequest.class);
  private static final String BODY =
      "{\"success\":false,\"message\":\"%1$s\",\"error\":\"%1$s\",\"code\":\"INVALID\",\"details\":[],"
          + "\"hint\":\"%2$s\",\"data\":null}";

  private InvalidRequest() {}

  static void refuse(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    log.debug("Not proper HTTP from {}", request.remoteAddress());
    if (cause instanceof TooLongHttpLineException) {
      answer(request, 414, "The address is too long.", "Shorten the query.");
    } else if (cause instanceof TooLongHttpHeaderException) {
      answer(request, 431, "The headers are too large.", "Send fewer or shorter headers.");
    } else {
      answer(request, 400, "This is not proper HTTP.", "Send an HTTP/1.1 request.");
    }
  }

  private static void answer(HttpServerRequest request, int status, String message, String hint) {
    request
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
        .end(BODY.formatted(message, hint))
        .eventually(() -> request.connection().close())
        .onFailure(e -> log.debug("A refusal did not reach its client: {}", e.getMessage()));
  }
}
