package io.busbar.bridge.socketio.engineio;

import io.busbar.bridge.testing.Await;
import io.busbar.bridge.testing.RawWebSocket;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** An HTTP server of several instances on one port of loopback, and raw clients of it. */
public final class Door implements AutoCloseable {
  private static final int INSTANCES = 3;

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger port = new AtomicInteger();
  private final String path;
  private final int idle;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** What came back. */
  public record Answer(int status, String body, HttpResponse<String> raw) {
    /** A header's value, empty when it is not there. */
    public String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }
  }

  /** Opens. */
  public Door(String path, Consumer<Router> mount) {
    this(path, mount, 0);
  }

  /** Opens; closes connections that are silent for so many seconds. */
  Door(String path, Consumer<Router> mount, int idle) {
    this.path = path;
    this.idle = idle;
    String unused =
        Await.result(
            vertx.deployVerticle(
                () -> new Instance(mount), new DeploymentOptions().setInstances(INSTANCES)));
  }

  private final class Instance extends VerticleBase {
    private final Consumer<Router> mount;

    Instance(Consumer<Router> mount) {
      this.mount = mount;
    }

    @Override
    public Future<?> start() {
      Router router = Router.router(vertx);
      mount.accept(router);
      return vertx
          .createHttpServer(
              new HttpServerOptions()
                  .setHost("127.0.0.1")
                  .setPort(-1)
                  .setIdleTimeout(idle)
                  .setMaxWebSocketFrameSize(1 << 18)
                  .setMaxWebSocketMessageSize(1 << 18)
                  .setPerMessageWebSocketCompressionSupported(false))
          .requestHandler(router)
          .listen()
          .onSuccess(server -> port.set(server.actualPort()));
    }
  }

  public int port() {
    return port.get();
  }

  public Vertx vertx() {
    return vertx;
  }

  private URI uri(String query) {
    return URI.create("http://127.0.0.1:%d%s?%s".formatted(port(), path, query));
  }

  private static String polling(String sid) {
    return "EIO=4&transport=polling&sid=" + sid;
  }

  /** Any request. */
  public Answer send(String method, String query, String body, String... headers) {
    HttpRequest.Builder request = request(method, query, body);
    return answer(headers.length == 0 ? request : request.headers(headers));
  }

  private HttpRequest.Builder request(String method, String query, String body) {
    return HttpRequest.newBuilder(uri(query))
        .timeout(Duration.ofSeconds(20))
        .method(method, HttpRequest.BodyPublishers.ofString(body));
  }

  private Answer answer(HttpRequest.Builder request) {
    try {
      return answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static Answer answer(HttpResponse<String> raw) {
    return new Answer(raw.statusCode(), raw.body(), raw);
  }

  /** A new polling session's id. */
  public String open() {
    String body = send("GET", "EIO=4&transport=polling", "").body();
    return sidIn(body);
  }

  /** The id in an open packet. */
  public static String sidIn(String open) {
    return open.replaceFirst("^.*?\"sid\":\"([^\"]+)\".*$", "$1");
  }

  public Answer poll(String sid) {
    return send("GET", polling(sid), "");
  }

  /** A poll that may take its time. */
  public CompletionStage<Answer> pollLater(String sid) {
    HttpRequest request = request("GET", polling(sid), "").build();
    return client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply(Door::answer);
  }

  public Answer post(String sid, String body) {
    return send("POST", polling(sid), body);
  }

  /** A WebSocket of its own, or one for a session that polls. */
  public RawWebSocket webSocket(String sid, String... headers) {
    String query = "?EIO=4&transport=websocket" + (sid.isEmpty() ? "" : "&sid=" + sid);
    return new RawWebSocket(port(), path + query, headers);
  }

  @Override
  public void close() {
    Void unused = Await.result(vertx.close());
  }
}
