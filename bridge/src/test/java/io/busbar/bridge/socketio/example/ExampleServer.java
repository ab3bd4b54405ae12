package io.busbar.bridge.socketio.example;

import io.busbar.bridge.socketio.SocketIoOptions;
import io.busbar.bridge.socketio.SocketIoServer;
import io.busbar.bridge.socketio.engineio.Cors;
import io.busbar.bridge.socketio.engineio.EngineOptions;
import io.busbar.bridge.socketio.engineio.EngineServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An echo of both layers: Engine.IO at {@code /engine.io/}, Socket.IO at {@code /socket.io/} with
 * the namespaces {@code /} and {@code /custom}. Options are given as {@code --name=value} or {@code
 * --name value}.
 */
public final class ExampleServer {
  private static final Map<String, Integer> DEFAULTS =
      Map.of(
          "port", 3000,
          "pingInterval", 25_000,
          "pingTimeout", 20_000,
          "maxPayload", 1_000_000,
          "connectTimeout", 45_000);

  private final Map<String, Integer> flags;

  private ExampleServer(Map<String, Integer> flags) {
    this.flags = flags;
  }

  /** Runs until it is ended. */
  public static void main(String[] arguments) {
    ExampleServer example = new ExampleServer(parse(List.of(arguments)));
    example
        .start(Vertx.vertx())
        .onSuccess(http -> System.out.println("Listening on port " + http.actualPort()))
        .onFailure(ExampleServer::giveUp);
  }

  private static void giveUp(Throwable cause) {
    System.err.println("Cannot listen: " + cause.getMessage());
    System.exit(1);
  }

  private static Map<String, Integer> parse(List<String> arguments) {
    Map<String, Integer> flags = new HashMap<>(DEFAULTS);
    List<String> words =
        arguments.stream().flatMap(word -> List.of(word.split("=", 2)).stream()).toList();
    for (int i = 0; i < words.size(); i += 2) {
      String name = words.get(i).replaceFirst("^--", "");
      if (!DEFAULTS.containsKey(name) || i + 1 == words.size()) {
        throw new IllegalArgumentException(
            "Use --%s N".formatted(String.join(" N --", DEFAULTS.keySet())));
      }
      flags.put(name, Integer.valueOf(words.get(i + 1)));
    }
    return flags;
  }

  private Future<HttpServer> start(Vertx vertx) {
    Router router = Router.router(vertx);
    EngineServer engine = EngineServer.create(options("/engine.io/"), Echo::engine);
    engine.mount(router);
    SocketIoServer server =
        SocketIoServer.create(
            SocketIoOptions.of(options("/socket.io/"))
                .connectingWithin(Duration.ofMillis(flag("connectTimeout"))));
    Echo.namespaces(server);
    server.mount(router);
    return vertx.createHttpServer(http()).requestHandler(router).listen(flag("port"));
  }

  private int flag(String name) {
    return Objects.requireNonNull(flags.get(name));
  }

  private HttpServerOptions http() {
    int frame = 2 * flag("maxPayload");
    return new HttpServerOptions()
        .setMaxWebSocketFrameSize(frame)
        .setMaxWebSocketMessageSize(frame)
        .setPerMessageWebSocketCompressionSupported(false);
  }

  private EngineOptions options(String path) {
    EngineOptions.Limits limits = EngineOptions.Limits.DEFAULT;
    return EngineOptions.at(path)
        .with(
            new EngineOptions.Heartbeat(
                Duration.ofMillis(flag("pingInterval")), Duration.ofMillis(flag("pingTimeout"))))
        .with(
            new EngineOptions.Limits(
                flag("maxPayload"),
                limits.waitingPackets(),
                limits.waitingBytes(),
                limits.clients(),
                limits.upgrade()))
        .with(Cors.any());
  }
}
