package io.busbar.contracts.programs;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.busbar.contracts.value.Fields;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the house can run: scene, sequence, automation or script (spec 9.5). Triggers, conditions
 * and actions are kept as they were saved, unknown fields included.
 *
 * @param off {@code actions} that undo it
 * @param lighting {@code deviceIds} that "lighting off" turns off beside those it names itself
 * @param confirm a person must confirm before it runs
 * @param lastRun {@code runId}, {@code status}, {@code startedAt}, {@code endedAt} of the last run
 * @param extra fields of the saved program the hub does not know
 */
public record Program(
    String id,
    String name,
    Type type,
    boolean enabled,
    @Nullable String spaceId,
    @Nullable String icon,
    @Nullable String description,
    List<Fields> triggers,
    List<Fields> conditions,
    List<Fields> actions,
    Fields off,
    Mode mode,
    Fields lighting,
    boolean confirm,
    @Nullable Fields lastRun,
    Fields extra,
    Instant createdAt,
    Instant updatedAt) {

  public Program {
    triggers = List.copyOf(triggers);
    conditions = List.copyOf(conditions);
    actions = List.copyOf(actions);
  }

  /** How it is meant: a scene runs its actions side by side, the others one after the other. */
  public enum Type {
    @JsonProperty("scene")
    SCENE,
    @JsonProperty("sequence")
    SEQUENCE,
    @JsonProperty("automation")
    AUTOMATION,
    @JsonProperty("script")
    SCRIPT
  }

  /** What happens when it is started while it runs. */
  public enum Mode {
    /** The new start is refused. */
    @JsonProperty("single")
    SINGLE,
    /** The old run is cancelled. */
    @JsonProperty("restart")
    RESTART,
    /** The new run waits for its turn. */
    @JsonProperty("queued")
    QUEUED,
    /** Both run. */
    @JsonProperty("parallel")
    PARALLEL
  }
}
