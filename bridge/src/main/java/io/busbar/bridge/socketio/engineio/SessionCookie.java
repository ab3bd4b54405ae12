package io.busbar.bridge.socketio.engineio;

/**
 * A cookie that carries the session's id, for load balancers that are sticky by cookie. Always
 * HttpOnly.
 *
 * @param name such as {@code io}
 * @param path the path it is sent to
 * @param sameSite Strict, Lax or None
 * @param secure whether it is sent over TLS alone
 */
public record SessionCookie(String name, String path, String sameSite, boolean secure) {
  /** A cookie for the whole site. */
  public static SessionCookie named(String name) {
    return new SessionCookie(name, "/", "Lax", false);
  }

  String header(String sid) {
    return "%s=%s; Path=%s; HttpOnly; SameSite=%s%s"
        .formatted(name, sid, path, sameSite, secure ? "; Secure" : "");
  }
}
