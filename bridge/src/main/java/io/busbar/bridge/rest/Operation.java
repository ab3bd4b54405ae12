package io.busbar.bridge.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operation of an OpenAPI contract, its references resolved.
 *
 * @param id names the bus address: {@code devicesList} asks {@code hub.devices.list}
 * @param path below the base path, with {@code {name}} segments
 * @param secured whether it needs a token
 * @param queryToken whether the token may come as a query parameter
 * @param body the schema of the request body; null for an operation without one
 * @param answer the schema of the answer with status 200; null when it is no JSON
 * @param handWritten names the code that serves it instead of the bus; null for all others
 */
public record Operation(
    String id,
    HttpMethod method,
    String path,
    boolean secured,
    boolean queryToken,
    List<Parameter> parameters,
    @Nullable JsonNode body,
    @Nullable JsonNode answer,
    @Nullable String handWritten) {

  /** One value of a request beside its body. */
  public record Parameter(String name, In in, boolean required, JsonNode schema) {}

  /** Where a parameter stands. */
  public enum In {
    PATH,
    QUERY,
    HEADER
  }
}
