package io.busbar.bridge.socketio.engineio;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Answers browsers that ask on behalf of pages of other sites. */
final class Origins {
  private static final Pattern SCHEME = Pattern.compile("^(https?|wss?)://");

  private final Cors cors;

  Origins(Cors cors) {
    this.cors = cors;
  }

  /** Whether the page that asks, if it is one, may; says so in the answer. */
  boolean admit(HttpServerRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin == null || isOwn(origin, request.getHeader(HttpHeaders.HOST))) {
      return true;
    }
    if (!cors.allows().test(origin)) {
      return false;
    }
    HttpServerResponse response = request.response();
    response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    response.putHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    if (cors.credentials()) {
      response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
    }
    return true;
  }

  /** What a browser wants to know before it asks. */
  void preflight(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET,POST,OPTIONS");
    String wanted = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
    if (wanted != null) {
      response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, wanted);
    }
    response.putHeader(
        HttpHeaders.ACCESS_CONTROL_MAX_AGE, String.valueOf(cors.maxAge().toSeconds()));
    response.setStatusCode(204).end().onFailure(gone -> {}); // Nobody waits for it.
  }

  private static boolean isOwn(String origin, @Nullable String host) {
    return host != null && SCHEME.matcher(origin).replaceFirst("").equalsIgnoreCase(host);
  }
}
