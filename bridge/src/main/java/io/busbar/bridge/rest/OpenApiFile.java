package io.busbar.bridge.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.busbar.bridge.rest.Operation.In;
import io.busbar.bridge.rest.Operation.Parameter;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads the operations of one OpenAPI 3.1 file from the class path. */
public final class OpenApiFile {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  private final JsonNode document;
  private final LocalReferences references;

  private OpenApiFile(JsonNode document) {
    this.document = document;
    this.references = new LocalReferences(document);
  }

  /**
   * Reads the files {@code contracts/rest/<system>/<service>.yaml}.
   *
   * @throws IllegalStateException when one is missing or makes no sense
   */
  public static List<Operation> operations(String system, List<String> services) {
    return services.stream().flatMap(service -> of(system, service).stream()).toList();
  }

  /** The class path name of a contract. */
  public static String resource(String system, String service) {
    return "contracts/rest/%s/%s.yaml".formatted(system, service);
  }

  private static List<Operation> of(String system, String service) {
    String resource = resource(system, service);
    try (InputStream in = OpenApiFile.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("No contract " + resource);
      }
      return new OpenApiFile(YAML.readTree(in)).operations();
    } catch (IOException e) {
      throw new UncheckedIOException("Contract " + resource, e);
    }
  }

  private List<Operation> operations() {
    return document.get("paths").properties().stream().flatMap(this::operationsOf).toList();
  }

  private Stream<Operation> operationsOf(Map.Entry<String, JsonNode> path) {
    return path.getValue().properties().stream()
        .filter(entry -> METHODS.contains(entry.getKey()))
        .map(entry -> operation(path.getKey(), entry.getKey(), entry.getValue()));
  }

  private Operation operation(String path, String method, JsonNode node) {
    List<String> security = security(node);
    return new Operation(
        node.required("operationId").asText(),
        HttpMethod.valueOf(method.toUpperCase(Locale.ROOT)),
        path,
        !security.isEmpty(),
        security.contains("queryToken"),
        stream(node.path("parameters")).map(references::resolve).map(this::parameter).toList(),
        schema(node.path("requestBody")),
        schema(node.path("responses").path("200")),
        node.hasNonNull("x-busbar-handler") ? node.get("x-busbar-handler").asText() : null);
  }

  private List<String> security(JsonNode operation) {
    JsonNode security =
        operation.has("security") ? operation.get("security") : document.path("security");
    return stream(security).map(scheme -> scheme.fieldNames().next()).toList();
  }

  private Parameter parameter(JsonNode node) {
    return new Parameter(
        node.required("name").asText(),
        In.valueOf(node.required("in").asText().toUpperCase(Locale.ROOT)),
        node.path("required").asBoolean(),
        node.required("schema"));
  }

  private @Nullable JsonNode schema(JsonNode content) {
    JsonNode schema = content.path("content").path("application/json").path("schema");
    return schema.isMissingNode() ? null : references.resolve(schema);
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
