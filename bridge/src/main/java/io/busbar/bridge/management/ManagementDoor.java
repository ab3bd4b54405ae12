package io.busbar.bridge.management;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.busbar.bridge.surface.FailureMapper;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.cluster.ClusterContract;
import io.busbar.contracts.cluster.ClusterContract.ReadCluster;
import io.busbar.contracts.identity.IdentityContract;
import io.busbar.contracts.identity.IdentityContract.IssueToken;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The management door: {@code GET /health/live}, {@code GET /health/ready}, {@code GET /metrics}
 * for everybody who reaches it; {@code GET /tap?address=} and {@code POST /token} only from this
 * machine and with the management key as a bearer.
 */
public final class ManagementDoor {
  private static final int MAX_BODY = 4_096;
  private static final int IDLE_SECONDS = 3_600;
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;

  private final Vertx vertx;
  private final HubBus bus;
  private final Readiness readiness;
  private final PrometheusMeterRegistry meters;
  private final BusTap tap;
  private final String key;
  private @Nullable HttpServer server;

  /**
   * @param key what {@code busbar} shows to be let in: the content of a file only the owner reads
   */
  public ManagementDoor(
      Vertx vertx,
      HubBus bus,
      Readiness readiness,
      PrometheusMeterRegistry meters,
      BusTap tap,
      String key) {
    this.vertx = vertx;
    this.bus = bus;
    this.readiness = readiness;
    this.meters = meters;
    this.tap = tap;
    this.key = key;
  }

  /** Listens. Succeeds with the port; fails when the address cannot be listened on. */
  public Future<Integer> start(String host, int port) {
    HttpServerOptions options =
        new HttpServerOptions().setHost(host).setPort(port).setIdleTimeout(IDLE_SECONDS);
    return vertx
        .createHttpServer(options)
        .requestHandler(routes())
        .listen()
        .map(
            listening -> {
              server = listening;
              return listening.actualPort();
            });
  }

  /** Stops listening and ends every connection. */
  public Future<Void> stop() {
    HttpServer listening = server;
    server = null;
    return listening == null ? Future.succeededFuture() : listening.close();
  }

  private Router routes() {
    Router router = Router.router(vertx);
    router.get("/health/live").handler(this::live);
    router.get("/health/ready").handler(this::ready);
    router.get("/metrics").handler(this::scrape);
    router.route("/tap").handler(this::letIn);
    router.get("/tap").handler(this::tap);
    router.route("/cluster").handler(this::letIn);
    router.get("/cluster").handler(this::cluster);
    router.route("/token").handler(this::letIn);
    router
        .post("/token")
        .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY))
        .handler(this::token);
    return router;
  }

  private void live(RoutingContext request) {
    answer(request, OK, Map.of("status", "UP"));
  }

  private void ready(RoutingContext request) {
    Readiness.Report report = readiness.report();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", report.ready() ? "UP" : "DOWN");
    body.put("checks", report.checks());
    answer(request, report.ready() ? OK : UNAVAILABLE, body);
  }

  private void scrape(RoutingContext request) {
    vertx
        .executeBlocking(() -> meters.scrape())
        .compose(
            text ->
                request
                    .response()
                    .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                    .end(text))
        .onFailure(request::fail);
  }

  private void letIn(RoutingContext request) {
    if (!fromThisMachine(request)) {
      refuse(request, FORBIDDEN, "Only from this machine.", "Run busbar on the hub itself.");
      return;
    }
    String shown = request.request().getHeader("Authorization");
    if (shown == null || !same("Bearer " + key, shown)) {
      refuse(
          request,
          UNAUTHORIZED,
          "The management key is missing or wrong.",
          "It is in keys/management in the data directory; `busbar token` reads it.");
      return;
    }
    request.next();
  }

  private static boolean fromThisMachine(RoutingContext request) {
    String address = request.request().remoteAddress().hostAddress();
    return address != null
        && (address.startsWith("127.")
            || address.equals("::1")
            || address.equals("0:0:0:0:0:0:0:1")
            || address.startsWith("::ffff:127."));
  }

  private static boolean same(String expected, String shown) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
  }

  private void tap(RoutingContext request) {
    String prefix = request.request().getParam("address", "");
    if (!TapFeed.open(tap, prefix, request.response(), vertx.getOrCreateContext())) {
      refuse(request, TOO_MANY, "All places at the tap are taken.", "End another `busbar tap`.");
    }
  }

  private void cluster(RoutingContext request) {
    bus.request(ClusterContract.STATUS, new ReadCluster(null))
        .onSuccess(status -> answer(request, OK, status))
        .onFailure(cause -> refuse(request, cause));
  }

  private void token(RoutingContext request) {
    question(request)
        .compose(question -> bus.request(IdentityContract.ISSUE_TOKEN, question))
        .onSuccess(session -> answer(request, OK, session))
        .onFailure(cause -> refuse(request, cause));
  }

  private static Future<IssueToken> question(RoutingContext request) {
    Buffer body = request.body().buffer();
    byte[] bytes = body == null ? new byte[0] : body.getBytes();
    try {
      return Json.readObject(bytes).get("username") instanceof String username
          ? Future.succeededFuture(new IssueToken(username))
          : Future.failedFuture(HubFailure.invalid("No user name.", "Send {\"username\": ...}."));
    } catch (HubFailure malformed) {
      return Future.failedFuture(malformed);
    }
  }

  private static void refuse(RoutingContext request, Throwable cause) {
    HubFailure failure =
        cause instanceof HubFailure known
            ? known
            : HubFailure.of(FailureCode.INTERNAL, "The hub failed on this request.");
    String hint = failure.hint();
    refuse(request, FailureMapper.status(failure), failure.message(), hint == null ? "" : hint);
  }

  private static void refuse(RoutingContext request, int status, String message, String hint) {
    answer(request, status, Map.of("message", message, "hint", hint));
  }

  private static void answer(RoutingContext request, int status, Object body) {
    try {
      byte[] json = Json.MAPPER.writeValueAsBytes(body);
      request
          .response()
          .setStatusCode(status)
          .putHeader("Content-Type", "application/json")
          .putHeader("Cache-Control", "no-store")
          .end(Buffer.buffer(json))
          .onFailure(request::fail);
    } catch (JsonProcessingException e) {
      request.fail(e);
    }
  }
}
