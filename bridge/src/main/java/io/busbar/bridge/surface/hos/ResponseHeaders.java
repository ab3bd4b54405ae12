package io.busbar.bridge.surface.hos;

import io.busbar.bridge.auth.TokenGate;
import io.busbar.bridge.rest.Exchange;
import io.busbar.bridge.surface.LanOrigins;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;

/** The headers every HOS answer carries: protocol, trace, security, CORS. */
final class ResponseHeaders {
  private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("X-Request-Id");
  private static final CharSequence PROTOCOL = HttpHeaders.createOptimized("X-HOS-Protocol");
  private static final CharSequence ONE = HttpHeaders.createOptimized("1");
  private static final CharSequence SNIFFING =
      HttpHeaders.createOptimized("X-Content-Type-Options");
  private static final CharSequence NO_SNIFFING = HttpHeaders.createOptimized("nosniff");
  private static final CharSequence POLICY = HttpHeaders.createOptimized("Content-Security-Policy");
  private static final CharSequence NOTHING =
      HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'");
  private static final CharSequence REFERRER = HttpHeaders.createOptimized("Referrer-Policy");
  private static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");
  private static final String READABLE =
      "X-Request-Id, X-HOS-Protocol, ETag, Retry-After, " + TokenGate.FRESH_TOKEN;
  private static final String ACCEPTED =
      "Authorization, Content-Type, If-None-Match, Last-Event-ID, X-Request-Id";

  private final LanOrigins origins;

  ResponseHeaders(Set<String> moreOrigins) {
    this.origins = new LanOrigins(moreOrigins);
  }

  void set(Exchange exchange) {
    HttpServerRequest request = exchange.request();
    MultiMap headers = request.response().headers();
    headers
        .set(REQUEST_ID, exchange.traceId())
        .set(PROTOCOL, ONE)
        .set(SNIFFING, NO_SNIFFING)
        .set(POLICY, NOTHING)
        .set(REFERRER, NO_REFERRER)
        .set(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null && origins.accepts(origin)) {
      headers
          .set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
          .set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, READABLE);
    }
  }

  void preflight(HttpServerRequest request) {
    MultiMap headers = request.response().headers();
    if (headers.contains(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN)) {
      headers
          .set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PUT, DELETE, OPTIONS")
          .set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, ACCEPTED)
          .set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "600");
    }
  }
}
