package io.busbar.bridge.rest;

import com.networknt.schema.ValidationMessage;
import java.util.Set;

/**
 * One thing that is wrong with a request.
 *
 * @param line what a person reads, with the place: {@code /payload/brightness: must be at most 100}
 * @param range the value has the right shape and lies outside its range
 */
record Fault(String line, boolean range) {
  private static final Set<String> SHAPE =
      Set.of(
          "type",
          "required",
          "additionalProperties",
          "unevaluatedProperties",
          "dependentRequired",
          "anyOf",
          "oneOf",
          "allOf",
          "not");

  static Fault of(String at, ValidationMessage message) {
    String keyword = message.getType();
    String place = at + message.getInstanceLocation();
    if (keyword.equals("required")) {
      return new Fault(place + "/" + message.getProperty() + ": is missing", false);
    }
    return new Fault(place + ": " + words(keyword, message), !SHAPE.contains(keyword));
  }

  static Fault missing(String place) {
    return new Fault(place + ": is missing", false);
  }

  private static String words(String keyword, ValidationMessage message) {
    String limit = message.getSchemaNode().asText();
    return switch (keyword) {
      case "type" -> "must be " + withArticle(typeOf(message));
      case "maximum" -> "must be at most " + limit;
      case "minimum" -> "must be at least " + limit;
      case "exclusiveMaximum" -> "must be less than " + limit;
      case "exclusiveMinimum" -> "must be more than " + limit;
      case "maxLength" -> "must have at most %s characters".formatted(limit);
      case "minLength" -> "must have at least %s characters".formatted(limit);
      case "maxItems" -> "must have at most %s items".formatted(limit);
      case "minItems" -> "must have at least %s items".formatted(limit);
      case "enum" -> "must be one of " + message.getSchemaNode();
      case "pattern" -> "does not have the expected form";
      case "format" -> "must be a valid " + message.getSchemaNode().asText();
      default -> "does not satisfy '%s'".formatted(keyword);
    };
  }

  private static String typeOf(ValidationMessage message) {
    Object[] arguments = message.getArguments();
    return arguments == null || arguments.length < 2 ? "of another type" : "" + arguments[1];
  }

  private static String withArticle(String type) {
    return switch (type) {
      case "integer", "array", "object" -> "an " + type;
      case "string", "number", "boolean" -> "a " + type;
      default -> type;
    };
  }
}
