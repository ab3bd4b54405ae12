package io.busbar.bridge.rest;

import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through a surface.
 *
 * @param operation null until, or when no, operation was found for it
 */
public record Exchange(HttpServerRequest request, String traceId, @Nullable Operation operation) {
  Exchange of(Operation found) {
    return new Exchange(request, traceId, found);
  }
}
