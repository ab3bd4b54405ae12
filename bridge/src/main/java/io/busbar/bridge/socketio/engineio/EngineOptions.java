package io.busbar.bridge.socketio.engineio;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How an Engine.IO server behaves.
 *
 * @param path where it listens, such as {@code /engine.io/}
 * @param heartbeat how it finds out that a client is gone
 * @param limits how much one client may ask
 * @param cors which foreign pages may connect
 * @param cookie set at the handshake; null for none
 * @param admits a last word on each handshake; a refused one gets 403
 * @param overflow what happens when a client does not read
 * @param cluster how sessions of other nodes are reached
 */
public record EngineOptions(
    String path,
    Heartbeat heartbeat,
    Limits limits,
    Cors cors,
    @Nullable SessionCookie cookie,
    Predicate<HandshakeRequest> admits,
    OverflowPolicy overflow,
    Cluster cluster) {

  /**
   * Heartbeat.
   *
   * @param pingInterval between two pings
   * @param pingTimeout a client must answer within this
   */
  public record Heartbeat(Duration pingInterval, Duration pingTimeout) {
    /** The protocol's own figures. */
    public static final Heartbeat DEFAULT =
        new Heartbeat(Duration.ofSeconds(25), Duration.ofSeconds(20));

    public Heartbeat {
      require(pingInterval.toMillis() > 0 && pingTimeout.toMillis() > 0, "a heartbeat of no time");
    }
  }

  /**
   * Limits of one client.
   *
   * @param maxPayload bytes of one WebSocket message or one request body
   * @param waitingPackets packets that may wait for a client
   * @param waitingBytes bytes that may wait for a client
   * @param clients conversations at once; further ones get 503
   * @param upgrade a WebSocket must take a polling session over within this
   */
  public record Limits(
      int maxPayload, int waitingPackets, long waitingBytes, int clients, Duration upgrade) {
    /** One megabyte a message, four waiting. */
    public static final Limits DEFAULT =
        new Limits(1_000_000, 10_000, 4L << 20, 100_000, Duration.ofSeconds(10));

    public Limits {
      require(maxPayload > 0 && waitingPackets > 0 && waitingBytes > 0, "a limit below one");
      require(clients > 0 && upgrade.toMillis() > 0, "a limit below one");
    }
  }

  /**
   * The other nodes.
   *
   * @param node this node's id: letters, digits and underscores; empty when there is only one node
   * @param relay how the others are reached; null when there is only one node
   * @param relayedPoll a poll handed over by another node is answered within this
   */
  public record Cluster(String node, @Nullable SessionRelay relay, Duration relayedPoll) {
    private static final Pattern NODE = Pattern.compile("[A-Za-z0-9_]{0,40}");

    /** One node alone. */
    public static final Cluster NONE = new Cluster("", null, Duration.ofSeconds(20));

    public Cluster {
      require(NODE.matcher(node).matches(), "a node's id that is not letters and digits");
      require(relayedPoll.toMillis() > 0, "a poll of no time");
    }
  }

  /** The defaults at a path. */
  public static EngineOptions at(String path) {
    return new EngineOptions(
        path,
        Heartbeat.DEFAULT,
        Limits.DEFAULT,
        Cors.sameOrigin(),
        null,
        request -> true,
        OverflowPolicy.CLOSE,
        Cluster.NONE);
  }

  public EngineOptions {
    require(path.startsWith("/") && path.length() > 1, "a path without a slash before it");
  }

  /** The same with another heartbeat. */
  public EngineOptions with(Heartbeat other) {
    return new EngineOptions(path, other, limits, cors, cookie, admits, overflow, cluster);
  }

  /** The same with other limits. */
  public EngineOptions with(Limits other) {
    return new EngineOptions(path, heartbeat, other, cors, cookie, admits, overflow, cluster);
  }

  /** The same for other foreign pages. */
  public EngineOptions with(Cors other) {
    return new EngineOptions(path, heartbeat, limits, other, cookie, admits, overflow, cluster);
  }

  /** The same with a cookie. */
  public EngineOptions with(SessionCookie other) {
    return new EngineOptions(path, heartbeat, limits, cors, other, admits, overflow, cluster);
  }

  /** The same with another last word on handshakes. */
  public EngineOptions admitting(Predicate<HandshakeRequest> other) {
    return new EngineOptions(path, heartbeat, limits, cors, cookie, other, overflow, cluster);
  }

  /** The same with another answer to clients that do not read. */
  public EngineOptions with(OverflowPolicy other) {
    return new EngineOptions(path, heartbeat, limits, cors, cookie, admits, other, cluster);
  }

  /** The same among other nodes. */
  public EngineOptions with(Cluster other) {
    return new EngineOptions(path, heartbeat, limits, cors, cookie, admits, overflow, other);
  }

  private static void require(boolean holds, String wrong) {
    if (!holds) {
      throw new IllegalArgumentException("Engine.IO cannot work with " + wrong + ".");
    }
  }
}
