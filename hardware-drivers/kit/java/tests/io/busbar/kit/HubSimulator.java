package io.busbar.kit;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A driver socket on loopback that registers whoever asks, and remembers what it is told. */
public final class HubSimulator implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(15);

  /** Everything received, in order, over all connections. */
  public final List<Map<String, @Nullable Object>> received = new CopyOnWriteArrayList<>();

  public final List<ServerWebSocket> sockets = new CopyOnWriteArrayList<>();
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;

  public HubSimulator() {
    server = done(vertx.createHttpServer().webSocketHandler(this::accept).listen(0, "127.0.0.1"));
  }

  public URI url() {
    return URI.create("ws://127.0.0.1:%d/driver".formatted(server.actualPort()));
  }

  /** The events of one kind, so far. */
  public List<Map<String, @Nullable Object>> events(String event) {
    return received.stream().filter(frame -> event.equals(frame.get("event"))).toList();
  }

  /** Waits for so many events of one kind. */
  public List<Map<String, @Nullable Object>> awaitEvents(String event, int count) {
    await().atMost(DEADLINE).until(() -> events(event).size() >= count);
    return events(event);
  }

  public void send(Map<String, ?> frame) {
    sendText(Json.write(frame));
  }

  public void sendText(String text) {
    Object ignored = done(sockets.get(sockets.size() - 1).writeTextMessage(text).map(true));
  }

  /** Breaks the latest connection. */
  public void drop() {
    Object ignored = done(sockets.get(sockets.size() - 1).close().map(true));
  }

  private void accept(ServerWebSocket socket) {
    sockets.add(socket);
    socket.textMessageHandler(text -> received(socket, Json.readObject(text)));
  }

  private void received(ServerWebSocket socket, Map<String, @Nullable Object> frame) {
    received.add(frame);
    if ("driver.register".equals(frame.get("method"))) {
      socket
          .writeTextMessage("{\"event\":\"REGISTERED\",\"ok\":true,\"protocolVersion\":1}")
          .onFailure(gone -> sockets.remove(socket));
    }
  }

  private static <T> T done(Future<T> future) {
    await().atMost(DEADLINE).until(future::isComplete);
    return future.result();
  }

  @Override
  public void close() {
    Object ignored = done(vertx.close().map(true));
  }
}
