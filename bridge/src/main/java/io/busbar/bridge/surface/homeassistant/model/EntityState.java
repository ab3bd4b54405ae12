package io.busbar.bridge.surface.homeassistant.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.busbar.contracts.value.Fields;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entity as clients see it.
 *
 * @param state a text, whatever it means
 * @param lastChanged when the state last became another
 * @param lastReported when the device last said anything
 * @param lastUpdated when state or attributes last became others
 */
public record EntityState(
    @JsonProperty("entity_id") String entityId,
    String state,
    Fields attributes,
    @JsonProperty("last_changed") Instant lastChanged,
    @JsonProperty("last_reported") Instant lastReported,
    @JsonProperty("last_updated") Instant lastUpdated,
    Context context) {
  /** The state of what cannot be reached. */
  public static final String UNAVAILABLE = "unavailable";

  /** The state of what never said it. */
  public static final String UNKNOWN = "unknown";

  /** What a change came of. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Context(
      String id,
      @JsonProperty("parent_id") @Nullable String parentId,
      @JsonProperty("user_id") @Nullable String userId) {}

  /** The part of the id before the dot. */
  @JsonIgnore
  public String domain() {
    return domainOf(entityId);
  }

  /** What clients name it by. */
  @JsonIgnore
  public String name() {
    return attributes.text("friendly_name").orElse(entityId);
  }

  static String domainOf(String entityId) {
    int dot = entityId.indexOf('.');
    return dot < 0 ? entityId : entityId.substring(0, dot);
  }

  /** The same entity as it is portrayed now. */
  EntityState after(Portrait portrait, Instant at, Context cause) {
    boolean changed = !state.equals(portrait.state());
    boolean updated = changed || !attributes.equals(portrait.attributes());
    return new EntityState(
        entityId,
        portrait.state(),
        portrait.attributes(),
        changed ? at : lastChanged,
        at,
        updated ? at : lastUpdated,
        updated ? cause : context);
  }
}
