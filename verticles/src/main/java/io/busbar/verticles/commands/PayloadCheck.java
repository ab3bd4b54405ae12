package io.busbar.verticles.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.resource.InputStreamSource;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.devices.SchemaReferences;
import io.busbar.contracts.value.Fields;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks command arguments against the schema of the catalog. Schemas come from drivers, so
 * checking is bounded: they are compiled once, load nothing from elsewhere, and match patterns as
 * {@link BoundedPatterns} and references as {@link SchemaReferences} allows. One that does not
 * compile, or whose references were taken on before they were judged, checks nothing. {@code
 * $schema} is ignored: all are read as draft 2020-12.
 */
final class PayloadCheck {
  private static final Logger log = LoggerFactory.getLogger(PayloadCheck.class);
  private static final int MAX_COMPILED = 1_000;
  private static final int MAX_SEEN = 20_000;
  private static final Set<String> TYPES =
      Set.of("object", "array", "string", "number", "integer", "boolean", "null");

  private final JsonSchemaFactory factory =
      JsonSchemaFactory.getInstance(
          SpecVersion.VersionFlag.V202012,
          builder -> builder.schemaLoaders(loaders -> loaders.add(PayloadCheck::loadNothing)));
  private final SchemaValidatorsConfig config =
      SchemaValidatorsConfig.builder().regularExpressionFactory(BoundedPatterns::of).build();
  private final Map<Fields, Usable> compiled = new HashMap<>();

  /** The same by identity: a schema is large, and a device keeps the one it has. */
  private final IdentityHashMap<Fields, Usable> seen = new IdentityHashMap<>();

  /** A schema without references, and what checks by it; nothing does when it cannot be used. */
  private record Usable(Fields resolved, Optional<JsonSchema> validator) {}

  /**
   * The schema of a command's arguments without references; empty when there is none, or its
   * references cannot be followed.
   */
  Fields resolved(CommandDef command) {
    Fields schema = command.payloadSchema();
    return schema == null || schema.isEmpty() ? Fields.EMPTY : usable(schema).resolved();
  }

  /**
   * Checks the arguments.
   *
   * @throws HubFailure INVALID with reason VALUE_OUT_OF_RANGE and one detail a fault
   */
  void require(CommandDef command, Fields payload) {
    Fields schema = command.payloadSchema();
    if (schema == null || schema.isEmpty()) {
      return;
    }
    Usable usable = usable(schema);
    usable.validator().ifPresent(by -> require(command, usable.resolved(), by, payload));
  }

  private static void require(
      CommandDef command, Fields schema, JsonSchema validator, Fields payload) {
    JsonNode node = Json.MAPPER.valueToTree(payload.values());
    List<String> details =
        validator.validate(node).stream().map(fault -> FaultWords.of(schema, fault)).toList();
    if (!details.isEmpty()) {
      throw HubFailure.invalid(
              "The arguments of '%s' are not what the device takes.".formatted(command.key()),
              "Send a payload that fits the command's payloadSchema.")
          .reason("VALUE_OUT_OF_RANGE")
          .details(details);
    }
  }

  private static InputStreamSource loadNothing(AbsoluteIri iri) {
    throw new JsonSchemaException("Remote references are not loaded");
  }

  private Usable usable(Fields schema) {
    Usable known = seen.get(schema);
    if (known != null) {
      return known;
    }
    if (seen.size() >= MAX_SEEN) {
      seen.clear();
    }
    Usable usable = byValue(schema);
    seen.put(schema, usable);
    return usable;
  }

  private Usable byValue(Fields schema) {
    if (compiled.size() >= MAX_COMPILED && !compiled.containsKey(schema)) {
      compiled.clear();
    }
    return compiled.computeIfAbsent(schema, this::prepare);
  }

  private Usable prepare(Fields schema) {
    try {
      Fields resolved = SchemaReferences.resolved(schema);
      return new Usable(resolved, compile(resolved));
    } catch (HubFailure refused) {
      log.warn("A driver's payloadSchema checks nothing: it {}", refused.message());
      return new Usable(Fields.EMPTY, Optional.empty());
    }
  }

  private Optional<JsonSchema> compile(Fields schema) {
    if (isUnusable(schema.values())) {
      log.warn("A driver's payloadSchema holds unknown types and checks nothing");
      return Optional.empty();
    }
    try {
      Fields own = schema.without("$schema").without("$id");
      JsonSchema validator = factory.getSchema(Json.MAPPER.valueToTree(own.values()), config);
      validator.initializeValidators();
      return Optional.of(validator);
    } catch (JsonSchemaException | IllegalArgumentException e) {
      log.warn("A driver's payloadSchema cannot be used and checks nothing: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private static boolean isUnusable(@Nullable Object schema) {
    if (schema instanceof Map<?, ?> map) {
      return (map.get("type") instanceof String type && !TYPES.contains(type))
          || map.values().stream().anyMatch(PayloadCheck::isUnusable);
    }
    return schema instanceof List<?> list && list.stream().anyMatch(PayloadCheck::isUnusable);
  }
}
