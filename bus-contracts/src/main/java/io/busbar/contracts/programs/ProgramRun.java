package io.busbar.contracts.programs;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of a program, step by step (spec 2.5, 9.5).
 *
 * @param runId the same in every event of the run
 * @param source the door or part of the hub it was started by
 * @param startedBy user name, trigger or parent run that started it
 * @param variables what it was given
 * @param message why it ended as it did; null when it completed
 */
public record ProgramRun(
    String runId,
    String programId,
    String programName,
    Status status,
    Source source,
    @Nullable String startedBy,
    Fields variables,
    List<Step> steps,
    @Nullable String message,
    Instant startedAt,
    @Nullable Instant endedAt) {

  public ProgramRun {
    steps = List.copyOf(steps);
  }

  /**
   * @param path where the action stands in the program, {@code actions[3].then[0]}
   * @param result what came of it: a command's outcome, a child's run id, an answer's status
   */
  public record Step(
      String path,
      String type,
      Status status,
      @Nullable String message,
      Fields result,
      Instant startedAt,
      @Nullable Instant endedAt) {}

  /** How a run or a step stands. */
  public enum Status {
    @JsonProperty("queued")
    QUEUED,
    @JsonProperty("running")
    RUNNING,
    @JsonProperty("completed")
    COMPLETED,
    /** A condition was false: nothing was done. */
    @JsonProperty("skipped")
    SKIPPED,
    @JsonProperty("failed")
    FAILED,
    @JsonProperty("cancelled")
    CANCELLED,
    /** The hub ended in the middle of it: what was done is not known. */
    @JsonProperty("unknown")
    UNKNOWN
  }
}
