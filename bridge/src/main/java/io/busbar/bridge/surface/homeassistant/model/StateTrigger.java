package io.busbar.bridge.surface.homeassistant.model;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Fields;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A state trigger of {@code subscribe_trigger}. Without {@code from}, {@code to} and {@code
 * attribute} every change fires it, that of an attribute too.
 *
 * @param from the states it may leave; null: any
 * @param to the states it may enter; null: any
 */
public record StateTrigger(
    String index,
    Set<String> entityIds,
    @Nullable Set<String> from,
    @Nullable Set<String> to,
    @Nullable String attribute) {
  private static final int MOST_ENTITIES = 1_000;

  /**
   * @throws HubFailure INVALID when it is none, or asks for what is not offered
   */
  public static StateTrigger of(int index, Fields asked) {
    String platform = Objects.toString(asked.first("platform", "trigger"), "");
    if (!platform.equals("state")) {
      throw HubFailure.invalid(
          "Only state triggers are offered, not '%s'.".formatted(platform), "Use platform: state.");
    }
    if (asked.get("for") != null || asked.get("not_to") != null || asked.get("not_from") != null) {
      throw HubFailure.invalid("for, not_to and not_from are not offered.", "Leave them out.");
    }
    Set<String> entities = texts(asked.get("entity_id"));
    if (entities == null || entities.isEmpty() || entities.size() > MOST_ENTITIES) {
      throw HubFailure.invalid("required key not provided @ data['entity_id']", "Name entities.");
    }
    return new StateTrigger(
        Objects.toString(asked.get("id"), Integer.toString(index)),
        entities,
        texts(asked.get("from")),
        texts(asked.get("to")),
        asked.text("attribute").orElse(null));
  }

  /** Whether a change fires it. */
  public boolean fires(Change change) {
    if (!entityIds.contains(change.entityId())) {
      return false;
    }
    @Nullable String before = value(change.from());
    @Nullable String after = value(change.to());
    boolean narrowed = from != null || to != null || attribute != null;
    if (narrowed && Objects.equals(before, after)) {
      return false;
    }
    return (from == null || (before != null && from.contains(before)))
        && (to == null || (after != null && to.contains(after)));
  }

  private @Nullable String value(@Nullable EntityState state) {
    if (state == null) {
      return null;
    }
    Object value = attribute == null ? state.state() : state.attributes().get(attribute);
    return value == null ? null : value.toString();
  }

  private static @Nullable Set<String> texts(@Nullable Object asked) {
    if (asked == null) {
      return null;
    }
    return asked instanceof List<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet())
        : Set.of(asked.toString());
  }
}
