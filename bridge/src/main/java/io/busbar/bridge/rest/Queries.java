package io.busbar.bridge.rest;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Fields;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads query parameters of strangers. */
public final class Queries {
  private static final int MOST_PARAMETERS = 50;

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

  /**
   * All parameters of a query, as texts.
   *
   * @throws HubFailure INVALID when there are too many, one stands twice, or the query is not
   *     percent-encoded UTF-8
   */
  public static Fields texts(HttpServerRequest request) {
    if (request.query() == null) {
      return Fields.EMPTY;
    }
    try {
      return texts(request.params());
    } catch (IllegalArgumentException e) {
      throw Segments.unreadable();
    }
  }

  /** As {@link #texts(HttpServerRequest)}, of parameters that were read elsewhere. */
  public static Fields texts(MultiMap parameters) {
    Map<String, @Nullable Object> texts = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : parameters) {
      String name = Segments.requireText(entry.getKey());
      boolean twice = texts.put(name, Segments.requireText(entry.getValue())) != null;
      if (twice || texts.size() > MOST_PARAMETERS) {
        throw HubFailure.invalid(
            "The query has more than 50 values, or one twice.", "Send each value once.");
      }
    }
    return new Fields(texts);
  }
}
