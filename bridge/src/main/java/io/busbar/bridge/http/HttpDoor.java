package io.busbar.bridge.http;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance of the node's HTTP server; several instances share the port. It carries what it is
 * given and knows none of it.
 */
public final class HttpDoor extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(HttpDoor.class);

  /** Answers smaller than this are not worth compressing. */
  private static final int COMPRESS_FROM = 1024;

  private static final int COMPRESSION_LEVEL = 4;

  /** Requests that were on their way when the door closed arrive within this. */
  private static final long LINGER_MS = 250;

  /** A connection too many is told so when it asks within this. */
  private static final long TOLD_WITHIN_MS = 1000;

  private static final long LOOK_EVERY_MS = 10;
  private static final long CLOSE_WITHIN_SECONDS = 2;

  /** A frame somewhat over the limit is read, so that its sender is told and not just cut off. */
  private static final int ROOM_TO_REFUSE = 2;

  private final Settings settings;
  private final List<Mount> mounts;
  private final IntConsumer listening;
  private final Shared shared;
  private final Connections connections;
  private final Map<HttpConnection, Long> silent = new HashMap<>();
  private final Set<HttpConnection> turnedAway = new HashSet<>();
  private @Nullable HttpServer server;

  /**
   * @param port 0 means any free one, the same for all instances of a deployment
   */
  public record Settings(String host, int port, HttpLimits limits) {
    /** Where connections are counted that all instances share. */
    public Shared shared() {
      return shared(1);
    }

    /**
     * The same for one of several doors.
     *
     * @param door tells doors of one Vert.x apart that all take any free port; from 1
     */
    public Shared shared(int door) {
      return new Shared(new Connections(limits.connectionsPerAddress()), door);
    }
  }

  /** What the instances of one server share. */
  public static final class Shared {
    private final Connections connections;
    private final BodyRoom bodies = BodyRoom.ofThisProcess();
    private final int door;
    private volatile boolean draining;

    private Shared(Connections connections, int door) {
      this.connections = connections;
      this.door = door;
    }

    /**
     * Takes no more connections and asks clients to close those they have. Succeeds when all that
     * came in is answered, or after the limit.
     */
    public Future<Void> drain(Vertx vertx, Duration limit) {
      draining = true;
      connections.closeListener();
      return vertx
          .timer(LINGER_MS, TimeUnit.MILLISECONDS)
          .compose(lingered -> answered(vertx, limit));
    }

    /** Succeeds when no request waits for its answer, or after the limit. */
    public Future<Void> answered(Vertx vertx, Duration limit) {
      return answered(vertx, System.nanoTime() + limit.toNanos());
    }

    private Future<Void> answered(Vertx vertx, long deadline) {
      if (!connections.busy() || System.nanoTime() > deadline) {
        return Future.succeededFuture();
      }
      return vertx
          .timer(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)
          .compose(later -> answered(vertx, deadline));
    }
  }

  /**
   * @param listening told the port that was taken, once per instance
   */
  public HttpDoor(Settings settings, Shared shared, List<Mount> mounts, IntConsumer listening) {
    this.settings = settings;
    this.shared = shared;
    this.connections = shared.connections;
    this.mounts = List.copyOf(mounts);
    this.listening = listening;
  }

  /** Succeeds when the server listens. */
  @Override
  public Future<?> start() {
    Router router = Router.router(vertx);
    mounts.forEach(mount -> mount.mount(router));
    HttpServer created =
        vertx
            .createHttpServer(options())
            .requestHandler(request -> receive(request, router))
            .connectionHandler(this::admit)
            .invalidRequestHandler(TurnedAway::invalid);
    server = created;
    return created.listen().onSuccess(up -> listening.accept(up.actualPort()));
  }

  /** Succeeds when its connections are closed; {@link Shared#drain} before it waits for answers. */
  @Override
  public Future<?> stop() {
    return server == null
        ? Future.succeededFuture()
        : server.shutdown(CLOSE_WITHIN_SECONDS, TimeUnit.SECONDS);
  }

  private void admit(HttpConnection connection) {
    switch (connections.admit(connection)) {
      case LET_IN -> {
        watch(connection);
        awaitRequest(connection, settings.limits().firstRequest().toMillis());
      }
      case TOLD -> {
        turnedAway.add(connection);
        awaitRequest(connection, TOLD_WITHIN_MS);
      }
      case CLOSED -> hangUp(connection);
    }
  }

  private void watch(HttpConnection connection) {
    if (connection instanceof HttpServerConnection server) {
      new HalfMessage(shared.bodies).watch(server.channelHandlerContext());
    }
  }

  private void awaitRequest(HttpConnection connection, long withinMs) {
    silent.put(connection, vertx.setTimer(withinMs, timer -> giveUp(connection)));
  }

  private void receive(HttpServerRequest request, Router router) {
    arrived(request);
    if (!turnedAway.isEmpty() && turnedAway.remove(request.connection())) {
      TurnedAway.tooManyConnections(request);
      return;
    }
    int body = BodyRoom.needed(request);
    if (body > 0 && !shared.bodies.take(body)) {
      TurnedAway.noRoomForBody(request);
      return;
    }
    if (body > 0 || !isUpgrade(request)) {
      request.response().endHandler(ended -> answered(request, body));
    }
    router.handle(request);
  }

  private void answered(HttpServerRequest request, int body) {
    connections.answered(request.connection());
    if (body > 0) {
      shared.bodies.give(body);
    }
  }

  private void arrived(HttpServerRequest request) {
    HttpConnection connection = request.connection();
    if (shared.draining) {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    if (!isUpgrade(request)) {
      connections.asked(connection);
    }
    Long timer = silent.isEmpty() ? null : silent.remove(connection);
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
  }

  private static boolean isUpgrade(HttpServerRequest request) {
    return request.headers().contains(HttpHeaders.UPGRADE);
  }

  private void giveUp(HttpConnection connection) {
    turnedAway.remove(connection);
    if (silent.remove(connection) != null) {
      hangUp(connection);
    }
  }

  private static void hangUp(HttpConnection connection) {
    connection.close().onFailure(e -> log.debug("Already closed: {}", e.getMessage()));
  }

  private HttpServerOptions options() {
    HttpLimits limits = settings.limits();
    HttpServerOptions options =
        new HttpServerOptions()
            .setMaxHeaderSize(limits.headerBytes())
            .setMaxInitialLineLength(limits.initialLineBytes())
            .setHandle100ContinueAutomatically(true)
            .setHttp2ClearTextEnabled(false)
            .setCompressionSupported(true)
            .setCompressionLevel(COMPRESSION_LEVEL)
            .setCompressionContentSizeThreshold(COMPRESS_FROM)
            .setMaxWebSocketFrameSize(ROOM_TO_REFUSE * limits.webSocketMessageBytes())
            .setMaxWebSocketMessageSize(limits.webSocketMessageBytes())
            .setPerMessageWebSocketCompressionSupported(false)
            .setPerFrameWebSocketCompressionSupported(false);
    options.setWebSocketSubProtocols(List.of("mqtt", "mqttv3.1"));
    options.setHost(settings.host());
    // Servers of the same negative port share one free port.
    options.setPort(settings.port() == 0 ? -shared.door : settings.port());
    // Answers leave on the loop of their connection; a queue for others is 5 KB.
    options.setStrictThreadMode(true);
    options.setReuseAddress(true);
    options.setTcpNoDelay(true);
    options.setReadIdleTimeout(0);
    options.setIdleTimeout((int) limits.idle().toSeconds());
    return options;
  }
}
