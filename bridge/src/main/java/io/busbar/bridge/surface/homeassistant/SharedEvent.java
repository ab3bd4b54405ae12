package io.busbar.bridge.surface.homeassistant;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.busbar.bridge.surface.homeassistant.model.Change;
import io.busbar.bridge.surface.homeassistant.model.EntityState;
import io.busbar.bridge.surface.homeassistant.model.StateTrigger;
import io.busbar.contracts.bus.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One change as clients are told of it; each form is written once, however many listen. */
final class SharedEvent {
  static final String STATE_CHANGED = "state_changed";
  private static final int MOST_FORMS = 64;

  private final Change change;
  private final Map<String, String> triggers = new ConcurrentHashMap<>();
  private volatile @Nullable String stateChanged;
  private volatile @Nullable String compressed;

  private record Event(
      @JsonProperty("event_type") String type,
      Map<String, @Nullable Object> data,
      String origin,
      @JsonProperty("time_fired") Object timeFired,
      EntityState.Context context) {}

  SharedEvent(Change change) {
    this.change = change;
  }

  Change change() {
    return change;
  }

  /** The event {@code state_changed}. */
  String stateChanged() {
    String written = stateChanged;
    if (written == null) {
      Map<String, @Nullable Object> data = new LinkedHashMap<>();
      data.put("entity_id", change.entityId());
      data.put("old_state", change.from());
      data.put("new_state", change.to());
      written = Json.text(new Event(STATE_CHANGED, data, "LOCAL", change.at(), change.context()));
      stateChanged = written;
    }
    return written;
  }

  /** What {@code subscribe_entities} tells of it. */
  String compressed() {
    String written = compressed;
    if (written == null) {
      written = Json.text(CompressedStates.of(change));
      compressed = written;
    }
    return written;
  }

  /** What a state trigger tells of it. */
  String triggered(StateTrigger trigger) {
    String form = trigger.index() + " " + trigger.attribute();
    String written = triggers.get(form);
    if (written == null) {
      written = Json.text(triggerOf(trigger));
      if (triggers.size() < MOST_FORMS) {
        triggers.put(form, written);
      }
    }
    return written;
  }

  private Map<String, Object> triggerOf(StateTrigger trigger) {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("id", trigger.index());
    told.put("idx", trigger.index());
    told.put("alias", null);
    told.put("platform", "state");
    told.put("entity_id", change.entityId());
    told.put("from_state", change.from());
    told.put("to_state", change.to());
    told.put("for", null);
    told.put("attribute", trigger.attribute());
    told.put("description", "state of " + change.entityId());
    return Map.of("variables", Map.of("trigger", told), "context", change.context());
  }
}
