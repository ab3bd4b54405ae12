package io.busbar.bridge.surface;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which web pages may read answers: those of the local network, by name or address, and those that
 * the configuration adds (spec 2.0.4). Nothing is looked up.
 */
public final class LanOrigins {
  private static final Pattern PRIVATE_V4 =
      Pattern.compile(
          "(127|10)(\\.\\d{1,3}){3}|192\\.168(\\.\\d{1,3}){2}|169\\.254(\\.\\d{1,3}){2}"
              + "|172\\.(1[6-9]|2\\d|3[01])(\\.\\d{1,3}){2}");
  private static final Pattern PRIVATE_V6 =
      Pattern.compile("\\[(::1|f[cd][0-9a-f]{2}:[0-9a-f:.]*|fe[89ab][0-9a-f]:[0-9a-f:.]*)]");
  private static final Pattern LOCAL_NAME =
      Pattern.compile("[a-z0-9-]+|([a-z0-9-]+\\.)+(local|lan|localhost|home\\.arpa)");

  private final Set<String> more;

  /**
   * @param more origins such as {@code https://app.example.org}, exactly as browsers send them
   */
  public LanOrigins(Set<String> more) {
    this.more = Set.copyOf(more);
  }

  /** Whether a page of this origin may read answers. */
  public boolean accepts(String origin) {
    return more.contains(origin) || isLocal(origin);
  }

  private static boolean isLocal(String origin) {
    try {
      URI uri = new URI(origin);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return web && uri.getHost() != null && isLocalHost(uri.getHost().toLowerCase(Locale.ROOT));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isLocalHost(String host) {
    return (LOCAL_NAME.matcher(host).matches() && !host.matches("[0-9]+"))
        || PRIVATE_V4.matcher(host).matches()
        || PRIVATE_V6.matcher(host).matches();
  }
}
