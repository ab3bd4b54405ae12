package io.busbar.bridge.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.busbar.bridge.rest.Operation;
import io.busbar.bridge.rest.RequestCheck;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What {@code contracts/asyncapi.yaml} says of the namespaces. */
final class SocketContract {
  private static final String RESOURCE = "contracts/asyncapi.yaml";

  private final JsonNode document;
  private final Map<Incoming, RequestCheck> checks = new EnumMap<>(Incoming.class);

  private SocketContract(JsonNode document) {
    this.document = document;
  }

  /**
   * Reads it from the class path.
   *
   * @throws IllegalStateException when it does not describe an event that is taken
   */
  static SocketContract load() {
    try (InputStream in = SocketContract.class.getClassLoader().getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("No contract " + RESOURCE);
      }
      SocketContract contract = new SocketContract(new YAMLMapper().readTree(in));
      for (Incoming event : Incoming.values()) {
        contract.checks.put(event, contract.check(event));
      }
      return contract;
    } catch (IOException e) {
      throw new UncheckedIOException("Contract " + RESOURCE, e);
    }
  }

  /**
   * Checks what came with an event.
   *
   * @throws io.busbar.contracts.bus.HubFailure INVALID with one detail a fault
   */
  Map<String, @Nullable Object> require(Incoming event, Map<String, @Nullable Object> sent) {
    Map<String, @Nullable Object> present = new LinkedHashMap<>(sent);
    present.values().removeIf(value -> value == null);
    RequestCheck check = checks.get(event);
    if (check != null) {
      Map<String, Object> unused = check.require(Map.of(), present);
    }
    return present;
  }

  /**
   * The names of the events that are described for a namespace.
   *
   * @param action {@code receive} or {@code send}, as the hub does it
   */
  Set<String> events(String namespace, String action) {
    Set<String> names = new TreeSet<>();
    for (JsonNode operation : document.path("operations")) {
      JsonNode channel = resolve(operation.path("channel"));
      if (operation.path("action").asText().equals(action)
          && channel.path("address").asText().equals(namespace)) {
        operation
            .path("messages")
            .forEach(message -> names.add(resolve(resolve(message)).required("name").asText()));
      }
    }
    return names;
  }

  /** The addresses of all channels of Socket.IO. */
  Set<String> namespaces() {
    Set<String> addresses = new TreeSet<>();
    for (JsonNode channel : document.path("channels")) {
      if (channel.path("address").asText().startsWith("/socket/")) {
        addresses.add(channel.path("address").asText());
      }
    }
    return addresses;
  }

  private RequestCheck check(Incoming event) {
    for (JsonNode channel : document.path("channels")) {
      if (channel.path("address").asText().equals(event.namespace())) {
        for (JsonNode reference : channel.path("messages")) {
          JsonNode message = resolve(reference);
          if (message.path("name").asText().equals(event.word())) {
            return check(event, message.required("payload"));
          }
        }
      }
    }
    throw new IllegalStateException(RESOURCE + " does not describe " + event.word());
  }

  private static RequestCheck check(Incoming event, JsonNode payload) {
    ObjectNode schema = payload.deepCopy();
    return new RequestCheck(
        new Operation(
            event.word(), HttpMethod.POST, "/", true, false, List.of(), schema, null, null));
  }

  private JsonNode resolve(JsonNode node) {
    String reference = node.path("$ref").asText();
    return reference.startsWith("#/") ? document.at(reference.substring(1)) : node;
  }
}
