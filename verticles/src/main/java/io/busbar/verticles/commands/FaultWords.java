package io.busbar.verticles.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with an argument; a number out of range learns the whole range. Pure. */
final class FaultWords {
  private static final Set<String> RANGE = Set.of("minimum", "maximum");

  private FaultWords() {}

  /** {@code /brightness: must be 0..100}. */
  static String of(JsonNode schema, ValidationMessage fault) {
    if (!RANGE.contains(fault.getType())) {
      return fault.getMessage();
    }
    JsonNode holder = holder(schema, fault.getEvaluationPath());
    String range = range(holder.get("minimum"), holder.get("maximum"));
    return range == null ? fault.getMessage() : fault.getInstanceLocation() + ": " + range;
  }

  private static JsonNode holder(JsonNode schema, JsonNodePath keyword) {
    JsonNode at = schema;
    for (int i = 0; i < keyword.getNameCount() - 1; i++) {
      at =
          keyword.getElement(i) instanceof Integer index
              ? at.path(index)
              : at.path(keyword.getName(i));
    }
    return at;
  }

  private static @Nullable String range(@Nullable JsonNode low, @Nullable JsonNode high) {
    if (low == null) {
      return high == null ? null : "must be at most " + high.asText();
    }
    return high == null
        ? "must be at least " + low.asText()
        : "must be " + low.asText() + ".." + high.asText();
  }
}
