package io.busbar.bridge.auth;

import java.time.Duration;

/** The cookie {@code connect.sid}: a token for browsers, out of reach of scripts (spec 2.1, 3). */
public final class SessionCookie {
  /** The cookie's name. */
  public static final String NAME = "connect.sid";

  private SessionCookie() {}

  /** A {@code Set-Cookie} value that keeps a token. */
  public static String keeping(String token, Duration age, boolean secure) {
    return "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Lax%s"
        .formatted(NAME, token, age.toSeconds(), secure ? "; Secure" : "");
  }

  /** A {@code Set-Cookie} value that makes a browser forget its token. */
  public static String forgetting() {
    return NAME + "=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax";
  }
}
