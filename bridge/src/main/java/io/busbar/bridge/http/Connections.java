package io.busbar.bridge.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts open connections per client address, over all instances of the server. */
final class Connections {
  private static final Logger log = LoggerFactory.getLogger(Connections.class);

  private final int limit;
  private final ConcurrentHashMap<String, Integer> open = new ConcurrentHashMap<>();

  Connections(int limit) {
    this.limit = limit;
  }

  /** Lets a connection in and counts it until it closes; false when there are too many. */
  boolean admit(HttpConnection connection) {
    String address = connection.remoteAddress().hostAddress();
    int now = open.merge(address, 1, Integer::sum);
    whenClosed(connection, () -> open.computeIfPresent(address, (key, n) -> less(n)));
    if (now > limit) {
      if (now == limit + 1) {
        log.warn("Refusing more than {} connections from {}", limit, address);
      }
      return false;
    }
    return true;
  }

  /** By the channel: a connection's close handler is not called once it became a WebSocket. */
  private static void whenClosed(HttpConnection connection, Runnable step) {
    if (connection instanceof HttpServerConnection server) {
      server.channelHandlerContext().channel().closeFuture().addListener(closed -> step.run());
    } else {
      connection.closeHandler(closed -> step.run());
    }
  }

  int open(String address) {
    return open.getOrDefault(address, 0);
  }

  @SuppressWarnings("NullAway") // computeIfPresent takes null for "remove"
  private static Integer less(int count) {
    return count <= 1 ? null : count - 1;
  }
}
