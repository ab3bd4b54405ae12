package io.busbar.bridge.auth;

import io.busbar.contracts.bus.HubFailure;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Locale;

/**
 * Keeps other sites from using a browser's cookie. Every browser names the origin of a request that
 * changes something; a client that names none is no browser and holds its cookie itself.
 */
final class SameOrigin {
  private SameOrigin() {}

  static boolean allows(HttpServerRequest request) {
    if (HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method())) {
      return true;
    }
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin") || site.equals("none");
    }
    String origin = request.getHeader("Origin");
    return origin == null || isOurs(origin, request);
  }

  static HubFailure refusal() {
    return HubFailure.forbidden(
            "A cookie from another origin may not change anything.",
            "Send the token as 'Authorization: Bearer <token>' instead.")
        .reason("CROSS_ORIGIN");
  }

  private static boolean isOurs(String origin, HttpServerRequest request) {
    HostAndPort authority = request.authority();
    if (authority == null) {
      return false;
    }
    String scheme = request.isSSL() ? "https://" : "http://";
    String host = authority.host().toLowerCase(Locale.ROOT);
    String full = scheme + host + ":" + authority.port();
    boolean byDefault = authority.port() <= 0 || authority.port() == (request.isSSL() ? 443 : 80);
    String given = origin.toLowerCase(Locale.ROOT);
    return given.equals(full) || (byDefault && given.equals(scheme + host));
  }
}
