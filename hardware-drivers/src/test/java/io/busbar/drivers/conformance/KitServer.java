package io.busbar.drivers.conformance;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A driver socket on loopback that says nothing by itself; its connections can be awaited. */
final class KitServer implements AutoCloseable {
  private static final Duration LIFE = Duration.ofSeconds(15);
  private static final int MAX_MESSAGE = 1 << 20;

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<KitConnection> arrived = new LinkedBlockingQueue<>();
  private final HttpServer server;

  KitServer() {
    HttpServerOptions options = new HttpServerOptions().setMaxWebSocketMessageSize(MAX_MESSAGE);
    server =
        done(vertx.createHttpServer(options).webSocketHandler(this::accept).listen(0, "127.0.0.1"));
  }

  URI url() {
    return URI.create("ws://127.0.0.1:%d/driver".formatted(server.actualPort()));
  }

  /** The next connection of a driver. */
  Optional<KitConnection> next(Duration within) {
    return Inbox.taken(arrived, within);
  }

  @Override
  public void close() {
    Object ignored = done(vertx.close().map(true));
  }

  private void accept(ServerWebSocket socket) {
    KitConnection connection = new KitConnection(socket);
    connection.listen();
    arrived.add(connection);
  }

  private static <T> T done(Future<T> future) {
    await().atMost(LIFE).until(future::isComplete);
    return future.result();
  }
}
