package io.busbar.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.busbar.bridge.rest.Operation;
import io.busbar.bridge.rest.RequestCheck;
import io.busbar.contracts.bus.Json;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is announced and what the contracts say of it are the same, both ways. */
class EventCatalogueTest {
  private static final int TRIES = 400;

  private final ProtocolEvents events = new ProtocolEvents(Clock.systemUTC());

  @Test
  void theContractsNameEveryEventThereIsAndNoOther() throws Exception {
    assertThat(new TreeSet<>(announced().keySet())).isEqualTo(catalogue());
  }

  @Test
  void theAsyncApiDocumentNamesTheSame() throws IOException {
    Set<String> named = new TreeSet<>();
    read("contracts/asyncapi.yaml")
        .at("/components/messages/event/payload/properties/type/enum")
        .forEach(type -> named.add(type.asText()));

    assertThat(named).isEqualTo(catalogue());
  }

  @Test
  void everyPayloadFitsItsSchema() throws Exception {
    JsonNode schemas = read("contracts/protocol/events.yaml").path("events");
    for (Map.Entry<String, List<JsonNode>> type : announced().entrySet()) {
      RequestCheck check = check(type.getKey(), schemas.path(type.getKey()).path("payload"));
      for (JsonNode payload : type.getValue()) {
        Map<String, Object> unused = check.require(Map.of(), Json.readObject(Json.bytes(payload)));
      }
    }
  }

  private Set<String> catalogue() throws IOException {
    Set<String> types = new TreeSet<>();
    read("contracts/protocol/events.yaml").path("events").fieldNames().forEachRemaining(types::add);
    return types;
  }

  /** Every translation there is, applied to many samples of what it translates. */
  private Map<String, List<JsonNode>> announced() throws ReflectiveOperationException {
    Map<String, List<JsonNode>> types = new TreeMap<>();
    List<Method> translations =
        Stream.concat(
                Stream.of(ProtocolEvents.class.getDeclaredMethods()),
                Stream.of(ProgramEvents.class.getDeclaredMethods()))
            .filter(method -> method.getName().equals("of"))
            .toList();
    for (Method translation : translations) {
      for (int seed = 0; seed < TRIES; seed++) {
        Object happened = new Invented(seed).of(translation.getParameterTypes()[0]);
        ProtocolEvent event =
            (ProtocolEvent) Objects.requireNonNull(translation.invoke(events, happened));
        List<JsonNode> payloads = types.getOrDefault(event.type(), List.of());
        types.put(
            event.type(),
            payloads.size() > 20
                ? payloads
                : Stream.concat(payloads.stream(), Stream.of(payload(event))).toList());
      }
    }
    return types;
  }

  private static JsonNode payload(ProtocolEvent event) {
    return Json.MAPPER.valueToTree(event.numbered(1, "node").get("payload"));
  }

  private static RequestCheck check(String name, JsonNode schema) {
    ObjectNode copy = schema.deepCopy();
    return new RequestCheck(
        new Operation(name, HttpMethod.POST, "/", true, false, List.of(), copy, null, null));
  }

  private static JsonNode read(String resource) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            EventCatalogueTest.class.getClassLoader().getResourceAsStream(resource))) {
      return new YAMLMapper().readTree(in);
    }
  }
}
