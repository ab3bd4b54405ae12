package io.busbar.bridge.socketio.engineio;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * Which pages of other sites may connect. A page of the server's own site always may, and so may a
 * client that names no origin.
 *
 * @param allows whether an origin such as {@code https://panel.example} may connect
 * @param credentials whether its cookies count
 * @param maxAge how long a browser may remember the answer
 */
public record Cors(Predicate<String> allows, boolean credentials, Duration maxAge) {
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  /** No other site. */
  public static Cors sameOrigin() {
    return new Cors(origin -> false, false, TEN_MINUTES);
  }

  /** These sites, with cookies. */
  public static Cors of(Predicate<String> allows) {
    return new Cors(allows, true, TEN_MINUTES);
  }

  /** Every site, without cookies. */
  public static Cors any() {
    return new Cors(origin -> true, false, TEN_MINUTES);
  }
}
