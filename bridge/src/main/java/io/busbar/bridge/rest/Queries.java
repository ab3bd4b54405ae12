package io.busbar.bridge.rest;

import io.busbar.contracts.bus.HubFailure;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Reads query parameters of strangers. */
public final class Queries {
  private Queries() {}

  /**
   * The first value of a query parameter; null when it is absent.
   *
   * @throws HubFailure INVALID when the query is not percent-encoded UTF-8
   */
  public static @Nullable String text(HttpServerRequest request, String name) {
    if (request.query() == null) {
      return null;
    }
    try {
      String text = request.getParam(name);
      return text == null ? null : Segments.requireText(text);
    } catch (IllegalArgumentException e) {
      throw Segments.unreadable();
    }
  }
}
