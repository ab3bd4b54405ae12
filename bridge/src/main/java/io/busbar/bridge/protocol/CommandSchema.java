package io.busbar.bridge.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.bridge.rest.Operation;
import io.busbar.bridge.rest.RequestCheck;
import io.busbar.contracts.bus.HubFailure;
import io.vertx.core.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one command takes.
 *
 * @param aliases other names of fields, with the field each stands for
 */
record CommandSchema(String summary, Map<String, String> aliases, RequestCheck check) {
  static CommandSchema of(String name, JsonNode node) {
    Map<String, String> aliases =
        node.path("aliases").properties().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().asText()));
    Operation operation =
        new Operation(
            name,
            HttpMethod.POST,
            "/",
            true,
            false,
            List.of(),
            node.required("payload"),
            null,
            null);
    return new CommandSchema(
        node.required("summary").asText(), aliases, new RequestCheck(operation));
  }

  /**
   * A payload with its fields under their own names; nulls are the same as absent.
   *
   * @throws HubFailure INVALID with one detail a fault
   */
  Payload require(Map<String, @Nullable Object> sent) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    sent.forEach(
        (key, value) -> {
          if (value != null) {
            named.put(key, value);
          }
        });
    aliases.forEach(
        (alias, field) -> {
          Object value = named.get(alias);
          if (value != null) {
            named.putIfAbsent(field, value);
          }
        });
    Map<String, Object> unused = check.require(Map.of(), named);
    return new Payload(named);
  }
}
