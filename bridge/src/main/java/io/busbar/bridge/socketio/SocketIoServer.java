package io.busbar.bridge.socketio;

import io.busbar.bridge.socketio.engineio.SessionRelay;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/**
 * A Socket.IO 5 server on a Vert.x router: polling, WebSocket and the upgrade between them. One
 * server may be mounted on the routers of several HTTP server instances; its clients are one crowd.
 */
public interface SocketIoServer {
  /** A server that is to be mounted. */
  static SocketIoServer create(SocketIoOptions options) {
    return new ServerNode(
        options,
        Clock.systemUTC(),
        () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
        new SecureRandom());
  }

  /**
   * A namespace by its name, made when first asked for. Clients that ask for any other are refused
   * with {@code Invalid namespace}.
   *
   * @throws IllegalArgumentException when the name does not begin with a slash, or has a comma
   */
  Namespace of(String name);

  /** Adds the routes. Called on each HTTP server instance's own event loop. */
  void mount(Router router);

  /**
   * Answers a polling request another node has handed over. Always succeeds; what is wrong with it
   * is in the answer.
   */
  Future<SessionRelay.Answer> relayed(SessionRelay.Request request);

  /** What it has seen. */
  SocketIoCounts counts();

  /**
   * Takes no more clients and closes those there are; they reconnect by themselves, here or
   * elsewhere. Succeeds when each was told.
   */
  Future<Void> close();
}
