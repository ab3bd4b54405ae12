package io.busbar.bridge.http;

import io.vertx.ext.web.Router;

/** Something the HTTP server carries: it adds its routes, once per server instance. */
@FunctionalInterface
public interface Mount {
  /** Nothing. */
  Mount NONE = router -> {};

  /** Adds routes. Called on each instance's own event loop, so what it shares must be safe. */
  void mount(Router router);
}
