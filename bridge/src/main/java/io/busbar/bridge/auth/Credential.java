package io.busbar.bridge.auth;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** A token as a request carries it. */
record Credential(String token, Carrier carrier) {
  private static final String BEARER = "bearer ";
  private static final int LONGEST_TOKEN = 4096;

  /** Where a token stood. */
  enum Carrier {
    HEADER,
    QUERY,
    COOKIE
  }

  /** The first token of header, query (when allowed) and cookie; null when there is none. */
  static @Nullable Credential of(HttpServerRequest request, boolean queryAllowed) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return new Credential(header.substring(BEARER.length()).trim(), Carrier.HEADER);
    }
    if (queryAllowed && request.query() != null) {
      String query = request.getParam("accessToken");
      if (query != null) {
        return new Credential(query, Carrier.QUERY);
      }
    }
    if (!request.headers().contains(HttpHeaders.COOKIE)) {
      return null;
    }
    Cookie cookie = request.getCookie(SessionCookie.NAME);
    return cookie == null ? null : new Credential(cookie.getValue(), Carrier.COOKIE);
  }

  /** Whether the token is worth asking about: visible ASCII of a sane length. */
  boolean isPlausible() {
    return isPlausible(token);
  }

  static boolean isPlausible(String token) {
    if (token.isEmpty() || token.length() > LONGEST_TOKEN) {
      return false;
    }
    for (int i = 0; i < token.length(); i++) {
      char c = token.charAt(i);
      if (c <= ' ' || c >= 0x7f) {
        return false;
      }
    }
    return true;
  }
}
