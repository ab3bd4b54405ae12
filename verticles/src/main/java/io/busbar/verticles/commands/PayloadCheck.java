package io.busbar.verticles.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.value.Fields;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks command arguments against the schema of the catalog. Schemas come from drivers: they are
 * compiled once, never load anything from elsewhere, and one that does not compile checks nothing.
 */
final class PayloadCheck {
  private static final Logger log = LoggerFactory.getLogger(PayloadCheck.class);
  private static final int MAX_COMPILED = 20_000;

  private final JsonSchemaFactory factory =
      JsonSchemaFactory.getInstance(
          SpecVersion.VersionFlag.V202012,
          builder ->
              builder.schemaLoaders(
                  loaders ->
                      loaders.add(
                          iri -> {
                            throw new JsonSchemaException("Remote references are not loaded");
                          })));
  private final SchemaValidatorsConfig config = SchemaValidatorsConfig.builder().build();
  private final IdentityHashMap<Fields, Optional<JsonSchema>> compiled = new IdentityHashMap<>();

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

  private Optional<JsonSchema> compiledOf(Fields schema) {
    if (compiled.size() > MAX_COMPILED) {
      compiled.clear();
    }
    return compiled.computeIfAbsent(schema, this::compile);
  }

  private Optional<JsonSchema> compile(Fields schema) {
    try {
      JsonSchema validator = factory.getSchema(Json.MAPPER.valueToTree(schema.values()), config);
      validator.initializeValidators();
      return Optional.of(validator);
    } catch (JsonSchemaException | IllegalArgumentException e) {
      log.warn("A driver's payloadSchema cannot be used and checks nothing: {}", e.getMessage());
      return Optional.empty();
    }
  }
}
