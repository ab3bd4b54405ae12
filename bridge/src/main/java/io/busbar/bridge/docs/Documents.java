package io.busbar.bridge.docs;

import io.busbar.bridge.console.FileRoutes;
import io.busbar.bridge.console.PackedFiles;
import io.busbar.bridge.console.WebJars;
import io.busbar.bridge.http.Mount;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The contracts of REST at {@code /docs/contracts/} with Swagger UI at {@code /docs/}, and those of
 * the live interfaces at {@code /docs/live/}; offline.
 */
public final class Documents implements Mount {
  /** Swagger UI sets style attributes; scripts come from this hub alone. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; "
          + "img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; "
          + "frame-ancestors 'none'";

  /** What describes the live interfaces, below {@code contracts/}. */
  private static final Set<String> LIVE =
      Set.of("asyncapi.yaml", "mqtt/topics.yaml", "protocol/commands.yaml", "protocol/events.yaml");

  private final PackedFiles page;
  private final PackedFiles swagger;
  private final PackedFiles contracts;
  private final PackedFiles live;
  private final FileRoutes routes = new FileRoutes(POLICY);

  /**
   * @throws IllegalStateException Swagger UI is missing from the build
   */
  public Documents(Vertx vertx) {
    this.page = new PackedFiles(vertx, "docs/");
    this.swagger = new PackedFiles(vertx, WebJars.folder("org.webjars", "swagger-ui"));
    this.contracts = new PackedFiles(vertx, "contracts/rest/");
    this.live = new PackedFiles(vertx, "contracts/");
  }

  @Override
  public void mount(Router router) {
    router
        .route("/docs")
        .handler(
            context -> {
              if ("/docs".equals(context.request().path())) {
                context.redirect("/docs/");
              } else {
                context.next();
              }
            });
    routes.add(router, "/docs/contracts/", contracts, UnaryOperator.identity());
    routes.add(router, "/docs/live/", live, path -> LIVE.contains(path) ? path : "");
    routes.add(router, "/docs/lib/", swagger, UnaryOperator.identity());
    routes.add(router, "/docs/", page, path -> path.isEmpty() ? "index.html" : path);
  }
}
