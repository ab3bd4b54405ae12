package io.busbar.drivers.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Matches what comes and fills in what is sent, remembering {@code $bind:name} on the way. */
public final class Matcher {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Map<String, JsonNode> bound = new HashMap<>();

  /** Whether the actual value holds everything the expected one asks for. */
  public boolean matches(JsonNode expected, JsonNode actual) {
    if (isPlaceholder(expected)) {
      return matchesPlaceholder(expected.textValue(), actual);
    }
    if (expected.isArray()) {
      return matchesItems(expected, actual);
    }
    if (expected.isObject()) {
      return actual.isObject()
          && expected.properties().stream()
              .allMatch(member -> matches(member.getValue(), actual.path(member.getKey())));
    }
    if (expected.isNumber()) {
      return actual.isNumber() && expected.decimalValue().compareTo(actual.decimalValue()) == 0;
    }
    return expected.equals(actual);
  }

  /** The value with every placeholder replaced by something to send. */
  public JsonNode filled(JsonNode value) {
    if (isPlaceholder(value)) {
      return filledPlaceholder(value.textValue());
    }
    if (value.isArray()) {
      ArrayNode items = JSON.arrayNode();
      value.forEach(item -> items.add(filled(item)));
      return items;
    }
    if (!value.isObject()) {
      return value;
    }
    ObjectNode object = JSON.objectNode();
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      if (!member.getValue().asText().equals("$absent")) {
        object.replace(member.getKey(), filled(member.getValue()));
      }
    }
    return object;
  }

  private boolean matchesItems(JsonNode expected, JsonNode actual) {
    if (!actual.isArray() || actual.size() != expected.size()) {
      return false;
    }
    for (int i = 0; i < expected.size(); i++) {
      if (!matches(expected.get(i), actual.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean matchesPlaceholder(String placeholder, JsonNode actual) {
    boolean there = !actual.isMissingNode();
    return switch (word(placeholder)) {
      case "$any" -> there;
      case "$absent" -> !there;
      case "$string" -> actual.isTextual() && !actual.textValue().isEmpty();
      case "$number" -> actual.isNumber();
      case "$bind" -> {
        bound.put(rest(placeholder), actual);
        yield there;
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
      case "$number" -> JSON.numberNode(1);
      case "$bind" -> {
        JsonNode value = fresh();
        bound.put(rest(placeholder), value);
        yield value;
      }
      case "$repeat" -> JSON.textNode(repeated(placeholder));
      default ->
          placeholder.startsWith("$$")
              ? JSON.textNode(placeholder.substring(1))
              : known(placeholder);
    };
  }

  private JsonNode known(String placeholder) {
    JsonNode value = bound.getOrDefault(placeholder.substring(1), MissingNode.getInstance());
    if (value.isMissingNode()) {
      throw new IllegalArgumentException("placeholder %s was never bound".formatted(placeholder));
    }
    return value;
  }

  private static JsonNode fresh() {
    return JSON.textNode(UUID.randomUUID().toString());
  }

  private static boolean isPlaceholder(JsonNode value) {
    return value.isTextual() && value.textValue().startsWith("$");
  }

  private static String repeated(String placeholder) {
    return "x".repeat(Integer.parseInt(rest(placeholder)));
  }

  private static String word(String placeholder) {
    int colon = placeholder.indexOf(':');
    return colon < 0 ? placeholder : placeholder.substring(0, colon);
  }

  private static String rest(String placeholder) {
    int colon = placeholder.indexOf(':');
    return colon < 0 ? "" : placeholder.substring(colon + 1);
  }
}
