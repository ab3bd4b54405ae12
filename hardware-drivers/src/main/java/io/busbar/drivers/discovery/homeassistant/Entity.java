package io.busbar.drivers.discovery.homeassistant;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.homeassistant.Announcement.Announced;
import io.busbar.drivers.discovery.homeassistant.component.Components;
import io.busbar.drivers.discovery.homeassistant.component.Config;
import io.busbar.drivers.discovery.homeassistant.component.Draft;
import io.busbar.drivers.discovery.homeassistant.component.Payload;
import io.busbar.drivers.discovery.homeassistant.component.Plan;
import io.busbar.drivers.discovery.homeassistant.component.Reading;
import io.busbar.drivers.discovery.homeassistant.component.Sending;
import io.busbar.drivers.discovery.homeassistant.component.Templates;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A component of a device, with what is known of it. */
final class Entity {
  private final String topic;
  private final Announced announced;
  private final Plan plan;
  private final Templates templates;
  private final Availability availability;
  private final Map<String, @Nullable Object> state = new LinkedHashMap<>();
  private @Nullable Duration left;
  private Map<String, @Nullable Object> then = Map.of();

  /**
   * Makes one.
   *
   * @param topic where it was announced
   * @throws io.busbar.contracts.bus.HubFailure INVALID when its configuration is wrong
   */
  Entity(String topic, Announced announced) {
    this.topic = topic;
    this.announced = announced;
    this.plan = Components.plan(announced.component(), announced.config());
    this.templates = Templates.of(announced.config());
    this.availability = Availability.of(announced.config());
  }

  /** Where it was announced. */
  String topic() {
    return topic;
  }

  String component() {
    return announced.component();
  }

  String id() {
    return announced.id();
  }

  String uniqueId() {
    return announced.uniqueId();
  }

  Config config() {
    return announced.config();
  }

  /** Begins to put together what a command becomes. */
  Sending sending(Fields arguments) {
    return new Sending(config(), templates, arguments, new Fields(state));
  }

  Plan plan() {
    return plan;
  }

  /** All it must hear. */
  Set<String> filters() {
    Set<String> filters = new LinkedHashSet<>(availability.topics());
    plan.readings().forEach(reading -> filters.add(reading.filter()));
    return filters;
  }

  boolean tellsAvailability() {
    return !availability.topics().isEmpty();
  }

  boolean isAvailable() {
    return availability.isAvailable();
  }

  Map<String, @Nullable Object> state() {
    return state;
  }

  /**
   * Hears a message.
   *
   * @param early it was heard before this was there: what happened then is over
   * @return what changed
   */
  Map<String, @Nullable Object> hear(String topic, Payload payload, boolean early) {
    availability.hear(topic, payload);
    Draft draft = new Draft();
    for (Reading reading : plan.readings()) {
      if (Topics.matches(reading.filter(), topic) && !(early && reading.event())) {
        reading.reader().read(payload, draft);
      }
    }
    return take(draft);
  }

  /** Remembers what is so now. */
  Map<String, @Nullable Object> take(Draft draft) {
    if (!draft.fields().isEmpty()) {
      left = draft.after();
      then = draft.then();
    }
    draft
        .fields()
        .forEach(
            (field, value) -> {
              if (!field.equals(Draft.EVENT)) {
                state.put(field, value);
              }
            });
    return draft.fields();
  }

  /** Time went by; what changed by that. */
  Map<String, @Nullable Object> elapsed(Duration time) {
    Duration remaining = left;
    if (remaining == null) {
      return Map.of();
    }
    if (remaining.compareTo(time) > 0) {
      left = remaining.minus(time);
      return Map.of();
    }
    left = null;
    state.putAll(then);
    return then;
  }

  /** What it is called by people; empty when it is what the device is. */
  String name() {
    boolean nameless = config().fields().has("name") && config().text("name").isEmpty();
    return nameless ? "" : config().text("name").or(() -> config().text("device_class")).orElse("");
  }

  boolean isSecondary() {
    return config().text("entity_category").isPresent();
  }

  Fields device() {
    return config().fields().object("device");
  }
}
