package io.busbar.hub.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.busbar.bridge.rest.OpenApiFile;
import io.busbar.bridge.surface.hos.HosRoutes;
import io.busbar.contracts.bus.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Every operation of the OS API as its contract files tell it. */
public final class HosContracts {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
  private static final Pattern PLACE = Pattern.compile("([^/]+)/\\{[^}]+}");
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private static final SchemaValidatorsConfig CONFIG =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

  private HosContracts() {}

  /** All operations of all files. */
  public static List<Operation> operations() {
    return HosRoutes.SERVICES.stream()
        .map(HosContracts::document)
        .flatMap(HosContracts::of)
        .toList();
  }

  private static Stream<Operation> of(JsonNode document) {
    return document.path("paths").properties().stream()
        .flatMap(path -> of(document, path.getKey(), path.getValue()));
  }

  private static Stream<Operation> of(JsonNode document, String path, JsonNode methods) {
    return methods.properties().stream()
        .filter(each -> METHODS.contains(each.getKey()))
        .map(each -> new Operation(each.getKey(), path, each.getValue(), document));
  }

  private static JsonNode document(String service) {
    String resource = OpenApiFile.resource(HosRoutes.SYSTEM, service);
    try (InputStream in = HosContracts.class.getClassLoader().getResourceAsStream(resource)) {
      return new YAMLMapper().readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  /**
   * One operation.
   *
   * @param path below the base path, with {@code {name}} segments
   * @param node what its contract says
   * @param document the whole contract, for what the node refers to
   */
  public record Operation(String method, String path, JsonNode node, JsonNode document) {
    public String id() {
      return node.path("operationId").asText();
    }

    /** The contract's own example of a request body; missing when it takes none. */
    public JsonNode exampleBody() {
      return node.path("requestBody").path("content").path("application/json").path("example");
    }

    /** Its parameters. */
    public List<JsonNode> parameters() {
      return StreamSupport.stream(node.path("parameters").spliterator(), false)
          .map(this::resolved)
          .toList();
    }

    /** What its path names, each by the segment before the name: {@code spaces}. */
    public List<String> placesInPath() {
      List<String> places = new ArrayList<>();
      String unused =
          path(
              place -> {
                places.add(place);
                return place;
              });
      return places;
    }

    /** Its path with a name in each place. */
    public String path(UnaryOperator<String> names) {
      return PLACE
          .matcher(path)
          .replaceAll(found -> found.group(1) + "/" + names.apply(found.group(1)));
    }

    /** Whether it says that it may answer so. */
    public boolean mayAnswer(int status) {
      return node.path("responses").has(Integer.toString(status));
    }

    /** What is wrong with an answer of this status, one line a place; empty when it fits. */
    public List<String> faults(int status, JsonNode answer) {
      JsonNode response = resolved(node.path("responses").path(Integer.toString(status)));
      ObjectNode root = Json.MAPPER.createObjectNode();
      root.putArray("allOf")
          .add(response.path("content").path("application/json").required("schema"));
      root.set("components", document.path("components"));
      return SCHEMAS.getSchema(root, CONFIG).validate(answer).stream()
          .map(Object::toString)
          .toList();
    }

    /** What a reference points to, or the node itself. */
    public JsonNode resolved(JsonNode each) {
      return each.has("$ref") ? document.at(each.get("$ref").asText().substring(1)) : each;
    }

    @Override
    public String toString() {
      return id();
    }
  }

  /** Whether a field of this name holds an id, or a list of ids. */
  public static boolean namesAnId(String field) {
    return field.equals("id") || field.endsWith("Id") || field.endsWith("Ids");
  }

  /** The same value with every id in it replaced. */
  public static JsonNode withIds(JsonNode value, String id) {
    if (value instanceof ObjectNode object) {
      ObjectNode copy = object.objectNode();
      object
          .properties()
          .forEach(
              each ->
                  copy.set(
                      each.getKey(),
                      namesAnId(each.getKey())
                          ? replaced(each.getValue(), id)
                          : withIds(each.getValue(), id)));
      return copy;
    }
    if (value instanceof ArrayNode array) {
      ArrayNode copy = array.arrayNode();
      array.forEach(each -> copy.add(withIds(each, id)));
      return copy;
    }
    return value;
  }

  private static JsonNode replaced(JsonNode value, String id) {
    return value.isArray() ? Json.MAPPER.createArrayNode().add(id) : TextNode.valueOf(id);
  }
}
