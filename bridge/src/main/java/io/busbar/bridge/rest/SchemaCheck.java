package io.busbar.bridge.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A JSON Schema (2020-12), compiled once; it loads no other documents. */
final class SchemaCheck {
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(
          SpecVersion.VersionFlag.V202012,
          builder ->
              builder.schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance())));
  private static final SchemaValidatorsConfig CONFIG =
      SchemaValidatorsConfig.builder()
          .pathType(PathType.JSON_POINTER)
          .locale(Locale.ENGLISH)
          .formatAssertionsEnabled(true)
          .build();

  private final JsonSchema schema;

  SchemaCheck(JsonNode schema) {
    this.schema = SCHEMAS.getSchema(schema, CONFIG);
    this.schema.initializeValidators();
  }

  /** What is wrong with a value; {@code at} is put before each place. */
  List<Fault> faults(String at, JsonNode value) {
    Set<ValidationMessage> messages = schema.validate(value);
    return messages.isEmpty()
        ? List.of()
        : messages.stream().map(message -> Fault.of(at, message)).toList();
  }
}
