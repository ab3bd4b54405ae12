package io.busbar.bridge.socketio.engineio;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes ids of sessions, which tell which node has them: {@code node.random}. */
public final class Sids {
  private static final int RANDOM_BYTES = 15;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final String prefix;
  private final SecureRandom random;

  /**
   * @param node this node's id, empty for ids without one
   */
  public Sids(String node, SecureRandom random) {
    this.prefix = node.isEmpty() ? "" : node + ".";
    this.random = random;
  }

  /** An id nobody can guess. */
  public String next() {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return prefix + BASE64.encodeToString(bytes);
  }

  /** The node an id names, empty when it names none. */
  static String nodeOf(String sid) {
    int dot = sid.indexOf('.');
    return dot < 0 ? "" : sid.substring(0, dot);
  }
}
