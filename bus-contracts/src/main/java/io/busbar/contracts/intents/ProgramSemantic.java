package io.busbar.contracts.intents;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How people speak of a program (spec 9.6).
 *
 * @param aliases other names of it, used like its own: "run ..."
 * @param intents names of intents that stand for it when a client sends a parsed intent
 * @param utterances whole sentences that run it
 * @param spaceIds where aliases and utterances mean it; empty: everywhere. A sentence that was said
 *     nowhere in particular may always mean it
 * @param effect what running it does
 */
public record ProgramSemantic(
    String id,
    String programId,
    List<String> aliases,
    List<String> intents,
    List<String> utterances,
    List<String> spaceIds,
    List<String> tags,
    Effect effect,
    Safety safety,
    @Nullable String description,
    Instant createdAt,
    Instant updatedAt) {

  public ProgramSemantic {
    aliases = List.copyOf(aliases);
    intents = List.copyOf(intents);
    utterances = List.copyOf(utterances);
    spaceIds = List.copyOf(spaceIds);
    tags = List.copyOf(tags);
  }

  /** What running a program does to the house. */
  public enum Effect {
    @JsonProperty("on")
    ON,
    @JsonProperty("off")
    OFF,
    @JsonProperty("toggle")
    TOGGLE,
    @JsonProperty("mood")
    MOOD
  }

  /** Whether a sentence may run it. */
  public enum Safety {
    @JsonProperty("normal")
    NORMAL,
    /** Only after a person has confirmed. */
    @JsonProperty("confirm")
    CONFIRM,
    /** Never; it has to be run in another way. */
    @JsonProperty("forbidden")
    FORBIDDEN
  }
}
