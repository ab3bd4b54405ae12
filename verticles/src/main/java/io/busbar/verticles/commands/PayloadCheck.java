package io.busbar.verticles.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.InputStreamSource;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.value.Fields;
import java.util.HashMap;
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
 * {@link BoundedPatterns} allows. One that does not compile, or that holds references (whose
 * expansion has no bound), checks nothing. {@code $schema} is ignored: all are read as draft
 * 2020-12.
 */
final class PayloadCheck {
  private static final Logger log = LoggerFactory.getLogger(PayloadCheck.class);
  private static final int MAX_COMPILED = 1_000;
  private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef", "$recursiveRef");
  private static final Set<String> TYPES =
      Set.of("object", "array", "string", "number", "integer", "boolean", "null");

  private final JsonSchemaFactory factory =
      JsonSchemaFactory.getInstance(
          SpecVersion.VersionFlag.V202012,
          builder -> builder.schemaLoaders(loaders -> loaders.add(PayloadCheck::loadNothing)));
  private final SchemaValidatorsConfig config =
      SchemaValidatorsConfig.builder().regularExpressionFactory(BoundedPatterns::of).build();
  private final Map<Fields, Optional<JsonSchema>> compiled = new HashMap<>();

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
    compiledOf(schema).ifPresent(validator -> require(command, validator, payload));
  }

  private void require(CommandDef command, JsonSchema schema, Fields payload) {
    JsonNode node = Json.MAPPER.valueToTree(payload.values());
    List<String> details =
        schema.validate(node).stream().map(ValidationMessage::getMessage).toList();
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

  private Optional<JsonSchema> compiledOf(Fields schema) {
    if (compiled.size() >= MAX_COMPILED && !compiled.containsKey(schema)) {
      compiled.clear();
    }
    return compiled.computeIfAbsent(schema, this::compile);
  }

  private Optional<JsonSchema> compile(Fields schema) {
    if (isUnusable(schema.values())) {
      log.warn("A driver's payloadSchema holds references or unknown types and checks nothing");
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
      return map.keySet().stream().anyMatch(REFERENCES::contains)
          || (map.get("type") instanceof String type && !TYPES.contains(type))
          || map.values().stream().anyMatch(PayloadCheck::isUnusable);
    }
    return schema instanceof List<?> list && list.stream().anyMatch(PayloadCheck::isUnusable);
  }
}
