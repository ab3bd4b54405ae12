package io.busbar.bridge.surface.homeassistant;

import io.busbar.bridge.surface.homeassistant.model.Change;
import io.busbar.bridge.surface.homeassistant.model.EntityState;
import io.busbar.contracts.value.Fields;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** States in the short form of {@code subscribe_entities}: added, changed, removed. */
final class CompressedStates {
  private static final double MILLIS = 1000;

  private CompressedStates() {}

  static Map<String, Object> all(List<EntityState> states) {
    Map<String, Object> added = new LinkedHashMap<>();
    states.forEach(state -> added.put(state.entityId(), whole(state)));
    return Map.of("a", added);
  }

  static Map<String, Object> of(Change change) {
    EntityState from = change.from();
    EntityState to = change.to();
    if (to == null) {
      return Map.of("r", List.of(change.entityId()));
    }
    return from == null
        ? Map.of("a", Map.of(change.entityId(), whole(to)))
        : Map.of("c", Map.of(change.entityId(), difference(from, to)));
  }

  private static Map<String, Object> whole(EntityState state) {
    Map<String, Object> whole = new LinkedHashMap<>();
    whole.put("s", state.state());
    whole.put("a", state.attributes());
    whole.put("c", state.context().id());
    whole.put("lc", seconds(state.lastChanged()));
    whole.put("lu", seconds(state.lastUpdated()));
    return whole;
  }

  private static Map<String, Object> difference(EntityState from, EntityState to) {
    Map<String, Object> plus = new LinkedHashMap<>();
    if (!from.state().equals(to.state())) {
      plus.put("s", to.state());
      plus.put("lc", seconds(to.lastChanged()));
    } else {
      plus.put("lu", seconds(to.lastUpdated()));
    }
    Map<String, @Nullable Object> more = new LinkedHashMap<>(to.attributes().values());
    Fields before = from.attributes();
    more.entrySet()
        .removeIf(
            entry ->
                before.has(entry.getKey())
                    && Objects.equals(before.get(entry.getKey()), entry.getValue()));
    if (!more.isEmpty()) {
      plus.put("a", more);
    }
    plus.put("c", to.context().id());
    List<String> less =
        before.values().keySet().stream().filter(name -> !to.attributes().has(name)).toList();
    return less.isEmpty() ? Map.of("+", plus) : Map.of("+", plus, "-", Map.of("a", less));
  }

  private static double seconds(Instant at) {
    return at.toEpochMilli() / MILLIS;
  }
}
