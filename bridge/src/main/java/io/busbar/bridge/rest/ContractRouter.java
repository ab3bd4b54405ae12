package io.busbar.bridge.rest;

import io.busbar.bridge.auth.TokenGate;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.TraceContext;
import io.busbar.contracts.value.Principal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the operations of contracts: finds the operation, authenticates, checks, makes the record,
 * asks the bus and hands the answer to the surface. There is no code per operation. Immutable: all
 * event loops of a node share one.
 */
public final class ContractRouter {
  /** How large a body may be. */
  public static final int BODY_LIMIT = 1 << 20;

  private static final Logger log = LoggerFactory.getLogger(ContractRouter.class);
  private static final Duration BODY_TIME = Duration.ofSeconds(15);
  private static final long LINGER_MS = 1000;

  private final Vertx vertx;
  private final HubBus bus;
  private final TokenGate gate;
  private final Surface surface;
  private final OperationTree<Route> routes = new OperationTree<>();

  /**
   * @param handWritten the code behind {@code x-busbar-handler} names
   * @throws IllegalStateException an operation has no address or code, or a component no source
   */
  public ContractRouter(
      Vertx vertx,
      HubBus bus,
      TokenGate gate,
      Surface surface,
      List<Operation> operations,
      Map<String, HandWritten> handWritten) {
    this.vertx = vertx;
    this.bus = bus;
    this.gate = gate;
    this.surface = surface;
    Addresses addresses = Addresses.ofContracts();
    for (Operation operation : operations) {
      Route route = route(operation, addresses, handWritten);
      routes.add(operation.method(), operation.path(), route);
    }
  }

  /**
   * Answers one request.
   *
   * @param path what follows the base path, percent-encoded
   */
  public void handle(HttpServerRequest request, String path) {
    String traceId = traceId(request);
    Exchange exchange = new Exchange(request, traceId, null);
    try {
      surface.begin(exchange);
      find(exchange, path);
    } catch (RuntimeException e) {
      refuse(exchange, e);
    }
  }

  private static Route route(
      Operation operation, Addresses addresses, Map<String, HandWritten> handWritten) {
    if (operation.handWritten() == null) {
      return Route.toBus(operation, addresses.of(operation));
    }
    HandWritten code = handWritten.get(operation.handWritten());
    if (code == null) {
      throw new IllegalStateException("Nothing serves " + operation.handWritten());
    }
    return Route.toCode(operation, code);
  }

  private static String traceId(HttpServerRequest request) {
    String sent = request.getHeader("X-Request-Id");
    if (sent != null) {
      TraceContext.set(sent);
    }
    return TraceContext.currentOrNew();
  }

  private void find(Exchange exchange, String path) {
    HttpServerRequest request = exchange.request();
    if (HttpMethod.OPTIONS.equals(request.method())) {
      surface.preflight(exchange);
      return;
    }
    List<String> segments = Segments.split(path);
    OperationTree.Place<Route> place = routes.find(segments);
    if (place == null) {
      throw unknownPath();
    }
    Route route = place.by(request.method());
    if (route == null) {
      request.response().putHeader(HttpHeaders.ALLOW, String.join(", ", place.methods()));
      throw wrongMethod();
    }
    authenticate(exchange.of(route.operation()), route, segments);
  }

  private void authenticate(Exchange exchange, Route route, List<String> segments) {
    if (!route.operation().secured()) {
      receive(exchange, route, segments, null);
      return;
    }
    HttpServerRequest request = exchange.request();
    Future<Principal> caller =
        route.operation().queryToken()
            ? gate.authenticateStream(request)
            : gate.authenticate(request);
    if (!caller.isComplete()) {
      request.pause();
    }
    caller
        .map(by -> done(() -> receive(exchange, route, segments, by)))
        .onFailure(failure -> refuse(exchange, failure));
  }

  private void receive(
      Exchange exchange, Route route, List<String> segments, @Nullable Principal by) {
    if (route.operation().body() == null) {
      discardBody(exchange.request());
      perform(exchange, route, segments, by, new LinkedHashMap<>());
      return;
    }
    try {
      JsonBody.requireJson(exchange.request());
    } catch (HubFailure failure) {
      refuse(exchange, failure);
      return;
    }
    BodyReader.read(vertx, exchange.request(), BODY_LIMIT, BODY_TIME)
        .map(bytes -> translated(exchange, route, bytes))
        .map(body -> done(() -> perform(exchange, route, segments, by, body)))
        .onFailure(failure -> refuse(exchange, failure));
  }

  private Map<String, @Nullable Object> translated(Exchange exchange, Route route, byte[] bytes) {
    return surface.translate(route.operation(), JsonBody.parse(bytes), exchange.request());
  }

  private void perform(
      Exchange exchange,
      Route route,
      List<String> segments,
      @Nullable Principal by,
      Map<String, @Nullable Object> body) {
    try {
      Map<String, String> texts = route.texts(exchange.request(), segments);
      Map<String, Object> parameters = route.check().require(texts, body);
      HandWritten code = route.handWritten();
      if (code != null) {
        neverCompress(exchange.request());
        code.serve(exchange, by).onFailure(failure -> refuse(exchange, failure));
        return;
      }
      String address = exchange.request().remoteAddress().hostAddress();
      route
          .ask(bus, new Ask(parameters, body, by, surface.source(), address))
          .map(answer -> done(() -> surface.succeed(exchange, answer)))
          .onFailure(failure -> refuse(exchange, failure));
    } catch (RuntimeException e) {
      refuse(exchange, e);
    }
  }

  /** A compressor would hold back the events of a stream. */
  private static void neverCompress(HttpServerRequest request) {
    request.response().putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
  }

  /** Runs a step where a future expects a function, so that what it throws is not lost. */
  private static boolean done(Runnable step) {
    step.run();
    return true;
  }

  private void refuse(Exchange exchange, Throwable cause) {
    if (exchange.request().response().headWritten()) {
      log.warn("An answer broke off", cause);
      exchange.request().connection().close();
      return;
    }
    surface.fail(exchange, failureOf(cause));
    discardBody(exchange.request());
  }

  private static HubFailure failureOf(Throwable cause) {
    if (cause instanceof HubFailure failure) {
      return failure;
    }
    log.error("A request failed unexpectedly", cause);
    return HubFailure.of(FailureCode.INTERNAL, "The hub failed on this request.")
        .hint("Look for this trace id in the hub's log and report it.");
  }

  /** Lets a body that nobody reads flow by for a moment, then hangs up. */
  private void discardBody(HttpServerRequest request) {
    boolean announced =
        request.headers().contains(HttpHeaders.CONTENT_LENGTH)
            || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    if (announced && !request.isEnded()) {
      vertx.setTimer(LINGER_MS, timer -> hangUpUnlessEnded(request));
    }
    request.resume();
  }

  private static void hangUpUnlessEnded(HttpServerRequest request) {
    if (!request.isEnded()) {
      request.connection().close();
    }
  }

  private static HubFailure unknownPath() {
    return HubFailure.of(FailureCode.NOT_FOUND, "Nothing is served at this path.")
        .hint("See /docs for all operations.");
  }

  private static HubFailure wrongMethod() {
    return HubFailure.invalid(
            "This path does not serve that method.", "The header Allow names those it serves.")
        .reason("METHOD_NOT_ALLOWED");
  }
}
