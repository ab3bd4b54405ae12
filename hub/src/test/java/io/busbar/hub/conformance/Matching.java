package io.busbar.hub.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.busbar.contracts.bus.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Compares and fills in frames with placeholders, as the transcripts' README says. */
final class Matching {
  private static final String ABSENT = "$absent";

  private final Map<String, JsonNode> bound = new HashMap<>();

  /** Whether actual holds everything expected asks for; remembers what is to be bound. */
  boolean matches(JsonNode expected, JsonNode actual) {
    if (isPlaceholder(expected)) {
      return matchesPlaceholder(expected.asText(), actual);
    }
    if (expected.isArray()) {
      return actual.isArray() && expected.size() == actual.size() && itemsMatch(expected, actual);
    }
    if (expected.isObject()) {
      return actual.isObject()
          && expected.properties().stream()
              .allMatch(each -> matches(each.getValue(), actual.path(each.getKey())));
    }
    boolean numbers = expected.isNumber() && actual.isNumber();
    return numbers
        ? expected.decimalValue().compareTo(actual.decimalValue()) == 0
        : expected.equals(actual);
  }

  /** The value with every placeholder replaced by something to send. */
  JsonNode filled(JsonNode value) {
    if (isPlaceholder(value)) {
      return filledPlaceholder(value.asText());
    }
    if (value.isArray()) {
      ArrayNode items = Json.MAPPER.createArrayNode();
      value.forEach(item -> items.add(filled(item)));
      return items;
    }
    if (!value.isObject()) {
      return value;
    }
    ObjectNode members = Json.MAPPER.createObjectNode();
    value.properties().stream()
        .filter(each -> !each.getValue().asText().equals(ABSENT))
        .forEach(each -> members.set(each.getKey(), filled(each.getValue())));
    return members;
  }

  private boolean itemsMatch(JsonNode expected, JsonNode actual) {
    for (int i = 0; i < expected.size(); i++) {
      if (!matches(expected.get(i), actual.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean matchesPlaceholder(String placeholder, JsonNode actual) {
    return switch (word(placeholder)) {
      case "$any" -> !actual.isMissingNode();
      case ABSENT -> actual.isMissingNode();
      case "$string" -> actual.isTextual() && !actual.asText().isEmpty();
      case "$number" -> actual.isNumber();
      case "$bind" -> {
        bound.put(rest(placeholder), actual);
        yield !actual.isMissingNode();
      }
      case "$repeat" -> actual.asText().equals(repeated(placeholder));
      default ->
          placeholder.startsWith("$$")
              ? actual.asText().equals(placeholder.substring(1))
              : matches(known(placeholder), actual);
    };
  }

  private JsonNode filledPlaceholder(String placeholder) {
    return switch (word(placeholder)) {
      case "$any", "$string" -> fresh();
      case "$number" -> IntNode.valueOf(1);
      case "$bind" -> {
        bound.put(rest(placeholder), fresh());
        yield known("$" + rest(placeholder));
      }
      case "$repeat" -> TextNode.valueOf(repeated(placeholder));
      default ->
          placeholder.startsWith("$$")
              ? TextNode.valueOf(placeholder.substring(1))
              : known(placeholder);
    };
  }

  private JsonNode known(String placeholder) {
    JsonNode value = bound.getOrDefault(placeholder.substring(1), MissingNode.getInstance());
    if (value.isMissingNode()) {
      throw new AssertionError("placeholder " + placeholder + " was never bound");
    }
    return value;
  }

  private static boolean isPlaceholder(JsonNode value) {
    return value.isTextual() && value.asText().startsWith("$");
  }

  private static String word(String placeholder) {
    int colon = placeholder.indexOf(':');
    return colon < 0 ? placeholder : placeholder.substring(0, colon);
  }

  private static String rest(String placeholder) {
    return placeholder.substring(placeholder.indexOf(':') + 1);
  }

  private static String repeated(String placeholder) {
    return "x".repeat(Integer.parseInt(rest(placeholder)));
  }

  private static JsonNode fresh() {
    return TextNode.valueOf(UUID.randomUUID().toString());
  }
}
