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
 * @param problems why it cannot run: what no longer reads or is no longer there, each with its
 *     path; empty while it can. A program with problems is kept and never started
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
    List<String> problems,
    @Nullable Fields lastRun,
    Fields extra,
    Instant createdAt,
    Instant updatedAt) {

  public Program {
    triggers = List.copyOf(triggers);
    conditions = List.copyOf(conditions);
    actions = List.copyOf(actions);
    problems = List.copyOf(problems);
  }

  /** The same program with other problems. */
  public Program with(List<String> newProblems) {
    return with(newProblems, lastRun);
  }

  /** The same program with what is known of its last run. */
  public Program ranLast(@Nullable Fields run) {
    return with(problems, run);
  }

  private Program with(List<String> newProblems, @Nullable Fields run) {
    return new Program(
        id,
        name,
        type,
        enabled,
        spaceId,
        icon,
        description,
        triggers,
        conditions,
        actions,
        off,
        mode,
        lighting,
        confirm,
        newProblems,
        run,
        extra,
        createdAt,
        updatedAt);
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
