package io.busbar.contracts.programs;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.busbar.contracts.value.Fields;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
 * @param extra fields of the saved program the hub does not know; on the wire they stand beside the
 *     others. Those of an object named {@code extra} are taken out of it, and a name the hub knows
 *     is left out
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
    Instant createdAt,
    Instant updatedAt,
    // Jackson drops a field of this component's own name, and documents have one named "extra".
    @JsonAnyGetter @JsonAnySetter @JsonProperty("(unknown)") Map<String, @Nullable Object> extra) {
  private static final Set<String> KNOWN =
      Stream.of(Program.class.getRecordComponents())
          .map(RecordComponent::getName)
          .collect(Collectors.toUnmodifiableSet());

  public Program {
    triggers = List.copyOf(triggers);
    conditions = List.copyOf(conditions);
    actions = List.copyOf(actions);
    problems = List.copyOf(problems);
    extra = unknown(Objects.requireNonNullElse(extra, Map.of()));
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
        createdAt,
        updatedAt,
        extra);
  }

  private static Map<String, @Nullable Object> unknown(Map<String, @Nullable Object> sent) {
    if (sent.isEmpty()) {
      return Map.of();
    }
    Map<String, @Nullable Object> unknown =
        new LinkedHashMap<>(Fields.from(sent.get("extra")).values());
    unknown.putAll(sent);
    unknown.keySet().removeAll(KNOWN);
    return Collections.unmodifiableMap(unknown);
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
