package io.busbar.bridge.http;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts open connections per client address, over all instances of the server. */
final class Connections {
  private static final Logger log = LoggerFactory.getLogger(Connections.class);

  /** So many beyond the limit are told why they are turned away; others are just closed. */
  private static final int TOLD = 100;

  private final int limit;
  private final ConcurrentHashMap<String, Integer> open = new ConcurrentHashMap<>();
  private final Set<Channel> busy = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Channel listener;

  /** What becomes of a new connection. */
  enum Welcome {
    LET_IN,
    TOLD,
    CLOSED
  }

  Connections(int limit) {
    this.limit = limit;
  }

  /** Counts a connection until it closes, and says whether there are too many. */
  Welcome admit(HttpConnection connection) {
    String address = connection.remoteAddress().hostAddress();
    int now = open.merge(address, 1, Integer::sum);
    Channel channel = channel(connection);
    listener = channel.parent();
    channel.closeFuture().addListener(closed -> closed(channel, address));
    if (now > limit) {
      if (now == limit + 1) {
        log.warn("Refusing more than {} connections from {}", limit, address);
      }
      return now > limit + TOLD ? Welcome.CLOSED : Welcome.TOLD;
    }
    return Welcome.LET_IN;
  }

  /** A request came in that must be answered. */
  void asked(HttpConnection connection) {
    busy.add(channel(connection));
  }

  /** It was answered. */
  void answered(HttpConnection connection) {
    busy.remove(channel(connection));
  }

  /** Whether requests wait for their answer. */
  boolean busy() {
    return !busy.isEmpty();
  }

  /** Lets no more connections in; those that are open stay. */
  void closeListener() {
    Channel listening = listener;
    if (listening != null) {
      listening.close().addListener(closed -> log.debug("No longer listening"));
    }
  }

  private void closed(Channel channel, String address) {
    busy.remove(channel);
    open.computeIfPresent(address, (key, n) -> less(n));
  }

  /** A connection's close handler is not called once it became a WebSocket; its channel's is. */
  private static Channel channel(HttpConnection connection) {
    return ((HttpServerConnection) connection).channelHandlerContext().channel();
  }

  int open(String address) {
    return open.getOrDefault(address, 0);
  }

  @SuppressWarnings("NullAway") // computeIfPresent takes null for "remove"
  private static Integer less(int count) {
    return count <= 1 ? null : count - 1;
  }
}
