package io.busbar.contracts.states;

import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Readings;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a STATE_UPDATE changes a state (spec 6.4): top-level keys replace, {@code extras} merges one
 * level deep, null is a value.
 */
public final class StatePatch {
  private static final String EXTRAS = "extras";

  private StatePatch() {}

  /** The state after the patch; the very same object when nothing differs. */
  public static Fields apply(Fields state, Fields patch) {
    Map<String, @Nullable Object> merged = null;
    for (Map.Entry<String, @Nullable Object> entry : patch.values().entrySet()) {
      String key = entry.getKey();
      Object after = merged(key, state.get(key), entry.getValue());
      if (state.has(key) && Readings.same(state.get(key), after)) {
        continue;
      }
      if (merged == null) {
        merged = new LinkedHashMap<>(state.values());
      }
      merged.put(key, after);
    }
    return merged == null ? state : new Fields(merged);
  }

  /** The top-level keys whose values differ. */
  public static Set<String> changed(Fields before, Fields after) {
    Set<String> changed = new LinkedHashSet<>();
    after
        .values()
        .forEach(
            (key, value) -> {
              if (!before.has(key) || !Readings.same(before.get(key), value)) {
                changed.add(key);
              }
            });
    return changed;
  }

  private static @Nullable Object merged(
      String key, @Nullable Object before, @Nullable Object patch) {
    if (EXTRAS.equals(key) && before instanceof Map<?, ?> && patch instanceof Map<?, ?>) {
      return Fields.from(before).with(Fields.from(patch)).values();
    }
    return patch;
  }
}
