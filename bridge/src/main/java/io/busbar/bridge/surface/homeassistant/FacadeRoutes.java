package io.busbar.bridge.surface.homeassistant;

import io.busbar.bridge.auth.TokenGate;
import io.busbar.bridge.http.Mount;
import io.busbar.bridge.rest.BodyReader;
import io.busbar.bridge.rest.JsonBody;
import io.busbar.bridge.rest.Segments;
import io.busbar.bridge.socketio.engineio.FrameChannel;
import io.busbar.bridge.surface.homeassistant.model.Template;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.TraceContext;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Source;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The REST half of the facade (spec 8.2), and the way in to its WebSocket. */
public final class FacadeRoutes implements Mount {
  private static final String ROOT = "/api";
  private static final String WEB_SOCKET = "/api/websocket";
  private static final int BODY_LIMIT = 256 << 10;
  private static final Duration BODY_TIME = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final Facade facade;
  private final FacadeSettings settings;
  private final Entrance entrance;
  private final ServiceDesk desk;

  public FacadeRoutes(
      Vertx vertx, HubBus bus, TokenGate gate, Facade facade, FacadeSettings settings) {
    this.vertx = vertx;
    this.facade = facade;
    this.settings = settings;
    this.entrance = new Entrance(bus, gate, settings.cookieReads());
    this.desk = new ServiceDesk(bus, facade);
  }

  @Override
  public void mount(Router router) {
    router.get(WEB_SOCKET).handler(context -> upgrade(context.request()));
    router.route(ROOT).handler(context -> receive(context.request()));
    router.route(ROOT + "/*").handler(context -> receive(context.request()));
  }

  private void upgrade(HttpServerRequest request) {
    if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      RestAnswer.fail(request, HubFailure.invalid("This is the WebSocket.", "Connect with ws://."));
      return;
    }
    if (!facade.hasRoom()) {
      RestAnswer.fail(
          request, HubFailure.overloaded("Too many clients are connected.", "Close others."));
      return;
    }
    FrameChannel channel = new FrameChannel(request);
    request
        .toWebSocket()
        .onSuccess(socket -> begin(socket, channel))
        .onFailure(failed -> request.response().reset());
  }

  private void begin(ServerWebSocket socket, FrameChannel channel) {
    Wire wire = new Wire(socket, channel, settings.limits().pending());
    new SocketClient(vertx, wire, facade, entrance, desk, settings).start();
  }

  private void receive(HttpServerRequest request) {
    String unused = TraceContext.currentOrNew();
    Future<Principal> caller = entrance.of(request);
    if (!caller.isComplete()) {
      request.pause();
    }
    caller
        .compose(by -> read(request, by))
        .onSuccess(answer -> RestAnswer.write(request, answer))
        .onFailure(cause -> RestAnswer.fail(request, cause));
  }

  private Future<Object> read(HttpServerRequest request, Principal by) {
    return BodyReader.read(vertx, request, BODY_LIMIT, BODY_TIME)
        .compose(body -> answer(request, by, new Fields(JsonBody.parse(body))));
  }

  private Future<Object> answer(HttpServerRequest request, Principal by, Fields body) {
    String path = request.path() == null ? "" : request.path().substring(ROOT.length());
    List<String> said = Segments.split(path).stream().map(Segments::decode).toList();
    List<String> parts = said.isEmpty() ? List.of("") : said;
    return switch (request.method().name()) {
      case "GET" -> Future.succeededFuture(read(parts));
      case "POST" -> act(parts, by, body);
      default -> Future.failedFuture(wrongMethod());
    };
  }

  private Object read(List<String> parts) {
    String first = parts.get(0);
    if (parts.size() == 1) {
      return switch (first) {
        case "" -> Map.of("message", "API running.");
        case "config" -> HouseConfig.of(settings.house());
        case "states" -> facade.house().all();
        case "services" -> HouseConfig.serviceList();
        default -> throw unknown();
      };
    }
    if (parts.size() == 2 && first.equals("states")) {
      return facade.house().find(parts.get(1)).orElseThrow(FacadeRoutes::unknownEntity);
    }
    throw unknown();
  }

  private Future<Object> act(List<String> parts, Principal by, Fields body) {
    if (parts.equals(List.of("template"))) {
      String template = body.text("template").orElseThrow(FacadeRoutes::noTemplate);
      return Future.succeededFuture(
          new RestAnswer.Text(Template.render(template, facade.house()::find)));
    }
    if (parts.size() == 3 && parts.get(0).equals("services")) {
      ServiceCall call =
          ServiceCall.of(parts.get(1), parts.get(2), body, body.object("target"), Source.REST, by);
      return desk.call(call).map(changed -> changed);
    }
    return Future.failedFuture(parts.get(0).equals("states") ? wrongMethod() : unknown());
  }

  private static HubFailure unknown() {
    return HubFailure.of(FailureCode.NOT_FOUND, "404: Not Found")
        .hint("Served: /api/, config, states, services, template, websocket.");
  }

  private static HubFailure unknownEntity() {
    return HubFailure.of(FailureCode.NOT_FOUND, "Entity not found.")
        .hint("GET /api/states lists all.");
  }

  private static HubFailure noTemplate() {
    return HubFailure.invalid("Error rendering template: there is none.", "Send {template}.");
  }

  private static HubFailure wrongMethod() {
    return HubFailure.invalid("405: Method Not Allowed", "States are set by calling services.")
        .reason("METHOD_NOT_ALLOWED");
  }
}
