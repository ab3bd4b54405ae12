package io.busbar.bridge.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Puts what {@code $ref: "#/..."} points to in its place; other files are never loaded. */
final class LocalReferences {
  private static final int DEEPEST = 64;

  private final JsonNode document;

  LocalReferences(JsonNode document) {
    this.document = document;
  }

  /**
   * A copy without references.
   *
   * @throws IllegalStateException a reference leaves the document, dangles or leads back to itself
   */
  JsonNode resolve(JsonNode node) {
    return resolve(node, 0);
  }

  private JsonNode resolve(JsonNode node, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalStateException("A reference leads back to itself: " + node);
    }
    if (node.has("$ref")) {
      return resolve(target(node.get("$ref").asText()), depth + 1);
    }
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      object
          .properties()
          .forEach(entry -> copy.set(entry.getKey(), resolve(entry.getValue(), depth + 1)));
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      array.forEach(item -> copy.add(resolve(item, depth + 1)));
      return copy;
    }
    return node;
  }

  private JsonNode target(String reference) {
    JsonNode target =
        reference.startsWith("#/") ? document.at(reference.substring(1)) : document.path("");
    if (target.isMissingNode()) {
      throw new IllegalStateException("Not a reference within this document: " + reference);
    }
    return target;
  }
}
