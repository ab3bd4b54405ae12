package io.busbar.bridge.surface.hos;

import io.busbar.bridge.auth.TokenGate;
import io.busbar.bridge.http.Mount;
import io.busbar.bridge.rest.ContractRouter;
import io.busbar.bridge.rest.HandWritten;
import io.busbar.bridge.rest.ObservedSurface;
import io.busbar.bridge.rest.OpenApiFile;
import io.busbar.bridge.rest.RequestObserver;
import io.busbar.contracts.bus.HubBus;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;

/** The OS API of HOS under its three base paths (spec 2.0.1). */
public final class HosRoutes implements Mount {
  /** The name of the contracts' folder. */
  public static final String SYSTEM = "hos";

  /** The base paths; they behave the same. */
  public static final List<String> BASE_PATHS = List.of("/app/os", "/api/os", "/v1/os");

  /** The contracts of this surface. */
  public static final List<String> SERVICES =
      List.of(
          "identity",
          "devices",
          "entities",
          "spaces",
          "remotes",
          "pairing",
          "states",
          "telemetry",
          "history",
          "activity",
          "commands",
          "integrations",
          "drivers",
          "cluster",
          "home",
          "intents",
          "programs",
          "hooks");

  private final ContractRouter contracts;

  /**
   * @param handWritten the code behind {@code x-busbar-handler}: {@code sse}
   * @throws IllegalStateException a contract does not fit the addresses or this code
   */
  public HosRoutes(
      Vertx vertx,
      HubBus bus,
      TokenGate gate,
      HosSettings settings,
      Map<String, HandWritten> handWritten) {
    this(vertx, bus, gate, settings, handWritten, RequestObserver.NONE);
  }

  /** As above, and somebody hears how each request was answered. */
  public HosRoutes(
      Vertx vertx,
      HubBus bus,
      TokenGate gate,
      HosSettings settings,
      Map<String, HandWritten> handWritten,
      RequestObserver observer) {
    this.contracts =
        new ContractRouter(
            vertx,
            bus,
            gate,
            new ObservedSurface(new HosSurface(settings), observer),
            OpenApiFile.operations(SYSTEM, SERVICES),
            handWritten);
  }

  @Override
  public void mount(Router router) {
    for (String base : BASE_PATHS) {
      router.route(base + "/*").handler(context -> serve(context.request(), base));
    }
  }

  private void serve(HttpServerRequest request, String base) {
    String path = request.path();
    boolean below = path != null && path.startsWith(base + "/");
    contracts.handle(request, below ? path.substring(base.length()) : "");
  }
}
