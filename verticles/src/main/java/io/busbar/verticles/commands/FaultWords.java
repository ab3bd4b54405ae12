package io.busbar.verticles.commands;

import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import io.busbar.contracts.value.Fields;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with an argument; a number out of range learns the whole range. Pure. */
final class FaultWords {
  private static final Set<String> RANGE = Set.of("minimum", "maximum");

  private FaultWords() {}

  /** {@code /brightness: must be 0..100}. */
  static String of(Fields schema, ValidationMessage fault) {
    if (!RANGE.contains(fault.getType())) {
      return fault.getMessage();
    }
    Fields holder = holder(schema, fault.getEvaluationPath());
    String range = range(holder.get("minimum"), holder.get("maximum"));
    return range == null ? fault.getMessage() : fault.getInstanceLocation() + ": " + range;
  }

  private static Fields holder(Fields schema, JsonNodePath keyword) {
    Object at = schema.values();
    for (int i = 0; i < keyword.getNameCount() - 1; i++) {
      at =
          at instanceof List<?> list
              ? item(list, keyword.getElement(i))
              : Fields.from(at).get(keyword.getName(i));
    }
    return Fields.from(at);
  }

  private static @Nullable Object item(List<?> list, Object place) {
    return place instanceof Integer index && index < list.size() ? list.get(index) : null;
  }

  private static @Nullable String range(@Nullable Object low, @Nullable Object high) {
    if (low == null) {
      return high == null ? null : "must be at most " + high;
    }
    return high == null ? "must be at least " + low : "must be " + low + ".." + high;
  }
}
