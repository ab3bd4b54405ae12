package io.busbar.contracts.intents;

import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.value.DeviceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of executing an intent (spec 4.3, INTENT_EXECUTE).
 *
 * @param executed whether anything was sent or run; the results say what became of it
 * @param results one for each action, in their order
 * @param parsed what was understood, and what would be done
 */
public record IntentOutcome(
    boolean executed, List<Result> results, boolean requiresConfirmation, ParsedIntent parsed) {

  public IntentOutcome {
    results = List.copyOf(results);
  }

  /**
   * @param deviceId set for a command
   * @param programId set for a program that was run, deleted or made
   * @param status how it stands: the command's or the run's status, {@code refused} when nothing
   *     was sent, {@code deleted} or {@code saved}
   * @param code why it is not a success
   * @param outcome the command's whole outcome
   * @param runId the run of a program
   */
  public record Result(
      @Nullable DeviceId deviceId,
      @Nullable String programId,
      @Nullable String command,
      boolean success,
      String status,
      String message,
      @Nullable String code,
      @Nullable CommandOutcome outcome,
      @Nullable String runId) {}
}
