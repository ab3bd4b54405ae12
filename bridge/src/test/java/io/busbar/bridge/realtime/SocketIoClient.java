package io.busbar.bridge.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.bridge.testing.Await;
import io.busbar.contracts.bus.Json;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The least a Socket.IO client must be: one namespace over a WebSocket, everything kept. */
final class SocketIoClient {
  private static final int LONGEST = 1 << 24;

  private final WebSocketClient client;
  private final WebSocket socket;
  private final String namespace;
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final Map<Integer, JsonNode> acks = new ConcurrentHashMap<>();
  private final AtomicInteger ids = new AtomicInteger();
  private volatile @Nullable JsonNode refusal;
  private volatile boolean connected;
  private volatile boolean disconnected;
  private volatile boolean closed;

  private SocketIoClient(Vertx vertx, int port, String namespace) {
    this.namespace = namespace;
    this.client =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setMaxFrameSize(LONGEST)
                .setMaxMessageSize(LONGEST)
                .setReceiveBufferSize(4096));
    this.socket =
        Await.result(
            client.connect(
                new WebSocketConnectOptions()
                    .setHost("127.0.0.1")
                    .setPort(port)
                    .setURI("/socket.io/?EIO=4&transport=websocket")));
  }

  /** Asks to be let into a namespace; awaiting the answer is the test's business. */
  static SocketIoClient open(Vertx vertx, int port, String namespace, Map<String, ?> auth) {
    SocketIoClient made = new SocketIoClient(vertx, port, namespace);
    made.socket.textMessageHandler(made::read);
    made.socket.closeHandler(closed -> made.closed = true);
    made.send("40" + namespace + "," + Json.text(auth));
    return made;
  }

  /** Sends an event that wants an answer; answers its id. */
  int ask(String event, Object... arguments) {
    int id = ids.incrementAndGet();
    Object[] all = new Object[arguments.length + 1];
    all[0] = event;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    send("42" + namespace + "," + id + Json.text(all));
    return id;
  }

  /** The answer to an event; null while there is none. */
  @Nullable JsonNode answer(int id) {
    return acks.get(id);
  }

  /** The payloads of all events of a name, the oldest first. */
  List<JsonNode> heard(String event) {
    return events.stream()
        .filter(one -> one.path(0).asText().equals(event))
        .map(one -> one.path(1))
        .toList();
  }

  @Nullable JsonNode refusal() {
    return refusal;
  }

  boolean isConnected() {
    return connected;
  }

  /** Whether the server said that it is no longer in the namespace. */
  boolean isDisconnected() {
    return disconnected;
  }

  boolean isClosed() {
    return closed;
  }

  /** From now on it does not read. */
  void stopReading() {
    Object unused = socket.pause();
  }

  /** It reads on. */
  void readOn() {
    Object unused = socket.resume();
  }

  void close() {
    Object unused = Await.result(socket.close().otherwiseEmpty().compose(done -> client.close()));
  }

  private void read(String text) {
    String rest = text.length() > 2 ? text.substring(2) : "";
    String payload = rest.substring(rest.indexOf(',') + 1);
    switch (text.substring(0, Math.min(2, text.length()))) {
      case "2" -> send("3");
      case "40" -> connected = true;
      case "41" -> disconnected = true;
      case "42" -> events.add(json(payload));
      case "43" -> {
        int begin = payload.indexOf('[');
        acks.put(
            Integer.valueOf(payload.substring(0, begin)), json(payload.substring(begin)).path(0));
      }
      case "44" -> refusal = json(payload);
      default -> {
        // the handshake, and nothing else
      }
    }
  }

  private void send(String text) {
    Object unused = socket.writeTextMessage(text);
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
