package io.busbar.bridge.surface.hook;

import io.busbar.bridge.http.Mount;
import io.busbar.bridge.rest.BodyReader;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.TraceContext;
import io.busbar.contracts.urlhooks.UrlHooksContract;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET|POST /hook/<token>/<device>/<command>} and {@code /hook/<token>/program/<program>}
 * (spec 8.2). It writes no address into the log: there are tokens in them.
 */
public final class HookDoor implements Mount {
  private static final Logger log = LoggerFactory.getLogger(HookDoor.class);
  private static final String ROOT = "/hook";
  private static final int BODY_LIMIT = 64 << 10;
  private static final Duration BODY_TIME = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final HubBus bus;

  public HookDoor(Vertx vertx, HubBus bus) {
    this.vertx = vertx;
    this.bus = bus;
  }

  @Override
  public void mount(Router router) {
    router.route(ROOT + "/*").handler(context -> receive(context.request()));
  }

  private void receive(HttpServerRequest request) {
    String trace = TraceContext.currentOrNew();
    answer(request)
        .otherwise(HookAnswer::of)
        .onSuccess(
            answer -> {
              log.debug(
                  "A hook was answered {} {} (trace {})", answer.status(), answer.code(), trace);
              answer.write(request);
            });
  }

  private Future<HookAnswer> answer(HttpServerRequest request) {
    try {
      requireCall(request);
      String path = request.path() == null ? "" : request.path().substring(ROOT.length());
      return BodyReader.read(vertx, request, BODY_LIMIT, BODY_TIME)
          .compose(body -> ask(HookCall.of(request, path, body)));
    } catch (HubFailure failure) {
      return Future.failedFuture(failure);
    }
  }

  private Future<HookAnswer> ask(HookCall call) {
    return call.isProgram()
        ? bus.request(UrlHooksContract.RUN, call.run()).map(HookAnswer::of)
        : bus.request(UrlHooksContract.FIRE, call.command()).map(HookAnswer::of);
  }

  /** A browser that looks ahead must not switch anything. */
  private static void requireCall(HttpServerRequest request) {
    HttpMethod method = request.method();
    if (!HttpMethod.GET.equals(method) && !HttpMethod.POST.equals(method)) {
      request.response().putHeader(HttpHeaders.ALLOW, "GET, POST");
      throw HubFailure.invalid("This path does not serve that method.", "Use GET or POST.")
          .reason("METHOD_NOT_ALLOWED");
    }
    String purpose = request.getHeader("Sec-Purpose");
    if (purpose != null && purpose.contains("prefetch")) {
      throw HubFailure.forbidden("This address does something.", "Open it on purpose.");
    }
  }
}
