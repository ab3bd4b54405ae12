package io.busbar.bridge.surface.homeassistant;

import io.busbar.bridge.surface.homeassistant.model.EntityState;
import io.busbar.bridge.surface.homeassistant.model.StateTrigger;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What one client wants to be told, by the id of the message it asked with. */
final class Subscriptions {
  private static final int MOST_TRIGGERS = 100;
  private static final int MOST_ENTITIES = 1_000;

  private final int most;
  private final Map<Long, Wish> wishes = new LinkedHashMap<>();

  /**
   * What was asked for with one message.
   *
   * @param named the entities of {@code subscribe_entities}; empty: all
   */
  private record Wish(Set<String> named, Teller teller) {}

  /** Tells a client of an event, or not. */
  @FunctionalInterface
  private interface Teller {
    void tell(SharedEvent event, Wire wire);
  }

  /**
   * @param most how many one client may have
   */
  Subscriptions(int most) {
    this.most = most;
  }

  void tell(SharedEvent event, Wire wire) {
    wishes.values().forEach(wish -> wish.teller().tell(event, wire));
  }

  /** Events by type; of the types of this house only {@code state_changed} happens. */
  void toEvents(long id, Fields message) {
    String type = message.text("event_type").orElse("*");
    boolean told = type.equals("*") || type.equals(SharedEvent.STATE_CHANGED);
    add(
        id,
        Set.of(),
        told
            ? (event, wire) -> wire.send(Reply.event(id, event.stateChanged()))
            : (event, wire) -> {});
  }

  /**
   * @throws HubFailure INVALID when a trigger is none of those offered
   */
  void toTriggers(long id, Fields message) {
    Object asked = message.get("trigger");
    List<?> all = asked instanceof List<?> list ? list : List.of(Fields.from(asked).values());
    if (all.isEmpty() || all.size() > MOST_TRIGGERS) {
      throw HubFailure.invalid("required key not provided @ data['trigger']", "Send 1 to 100.");
    }
    List<StateTrigger> triggers = new ArrayList<>();
    for (Object each : all) {
      triggers.add(StateTrigger.of(triggers.size(), Fields.from(each)));
    }
    add(id, Set.of(), (event, wire) -> triggers.forEach(trigger -> tell(id, trigger, event, wire)));
  }

  /**
   * The short form of all entities, or of those that are named.
   *
   * @throws HubFailure INVALID when too many are named
   */
  void toEntities(long id, Fields message) {
    List<?> ids = message.list("entity_ids");
    if (ids.size() > MOST_ENTITIES) {
      throw HubFailure.invalid("More than 1000 entity_ids are named.", "Leave them out for all.");
    }
    Set<String> named = ids.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet());
    add(
        id,
        named,
        (event, wire) -> {
          if (named.isEmpty() || named.contains(event.change().entityId())) {
            wire.send(Reply.event(id, event.compressed()));
          }
        });
  }

  /** Whether an entity is among those of {@code subscribe_entities}. */
  boolean isMeant(long id, EntityState state) {
    Wish wish = wishes.get(id);
    return wish == null || wish.named().isEmpty() || wish.named().contains(state.entityId());
  }

  /** Whether there was one. */
  boolean end(long id) {
    return wishes.remove(id) != null;
  }

  private void add(long id, Set<String> named, Teller teller) {
    if (wishes.size() >= most) {
      throw HubFailure.overloaded(
          "A client may have %d subscriptions.".formatted(most), "End some of them.");
    }
    wishes.put(id, new Wish(named, teller));
  }

  private static void tell(long id, StateTrigger trigger, SharedEvent event, Wire wire) {
    if (trigger.fires(event.change())) {
      wire.send(Reply.event(id, event.triggered(trigger)));
    }
  }
}
