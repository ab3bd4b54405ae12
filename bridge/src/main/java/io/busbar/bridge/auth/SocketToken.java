package io.busbar.bridge.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the token of a client that opens a socket (spec 3). */
public final class SocketToken {
  private static final String BEARER = "bearer ";
  private static final List<String> NAMES = List.of("token", "accessToken");

  private SocketToken() {}

  /**
   * The first token of the auth payload, the query, the header and the cookie; null when there is
   * none. A browser's cookie counts only when the page that opens the socket is of the same origin,
   * because a socket needs no permission of the hub to be opened from elsewhere.
   */
  public static @Nullable String of(
      JsonNode auth, MultiMap query, MultiMap headers, boolean secure) {
    String shown = inAuth(auth);
    if (shown == null) {
      shown = first(query);
    }
    if (shown == null) {
      shown = bearer(headers.get(HttpHeaders.AUTHORIZATION));
    }
    if (shown == null && isSameOrigin(headers, secure)) {
      shown = cookie(headers.get(HttpHeaders.COOKIE));
    }
    return shown;
  }

  private static @Nullable String inAuth(JsonNode auth) {
    return NAMES.stream()
        .map(auth::path)
        .filter(JsonNode::isTextual)
        .map(token -> bare(token.asText()))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String first(MultiMap query) {
    return NAMES.stream().filter(query::contains).map(query::get).findFirst().orElse(null);
  }

  private static @Nullable String bearer(@Nullable String header) {
    return header == null || !isBearer(header) ? null : bare(header);
  }

  private static String bare(String token) {
    return isBearer(token) ? token.substring(BEARER.length()).strip() : token;
  }

  private static boolean isBearer(String text) {
    return text.regionMatches(true, 0, BEARER, 0, BEARER.length());
  }

  private static boolean isSameOrigin(MultiMap headers, boolean secure) {
    String site = headers.get("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      return false;
    }
    String origin = headers.get(HttpHeaders.ORIGIN);
    String host = headers.get(HttpHeaders.HOST);
    return origin == null
        || (host != null && origin.toLowerCase(Locale.ROOT).equals(originOf(host, secure)));
  }

  private static String originOf(String host, boolean secure) {
    return (secure ? "https://" : "http://") + host.toLowerCase(Locale.ROOT);
  }

  private static @Nullable String cookie(@Nullable String header) {
    return header == null
        ? null
        : ServerCookieDecoder.LAX.decode(header).stream()
            .filter(cookie -> cookie.name().equals(SessionCookie.NAME))
            .map(Cookie::value)
            .findFirst()
            .orElse(null);
  }
}
