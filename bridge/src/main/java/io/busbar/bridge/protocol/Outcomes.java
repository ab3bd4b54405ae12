package io.busbar.bridge.protocol;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandOutcome.Status;
import io.busbar.contracts.commands.CommandsContract.ActionMapTriggered;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A command that was sent and did not succeed is a failure here, as it is over REST. */
final class Outcomes {
  private Outcomes() {}

  static Future<CommandOutcome> require(CommandOutcome outcome) {
    return isFailed(outcome.status())
        ? Future.failedFuture(
            failure(
                outcome.status(), outcome.code(), outcome.message(), outcome.requestId().value()))
        : Future.succeededFuture(outcome);
  }

  static Future<ActionMapTriggered> require(ActionMapTriggered run) {
    return isFailed(run.status())
        ? Future.failedFuture(failure(run.status(), run.code(), run.message(), run.requestId()))
        : Future.succeededFuture(run);
  }

  private static boolean isFailed(Status status) {
    return switch (status) {
      case COMPLETED, DISPATCHED -> false;
      case FAILED, UNKNOWN -> true;
    };
  }

  private static HubFailure failure(
      Status status, @Nullable String code, String message, String requestId) {
    String word = status.name().toLowerCase(Locale.ROOT);
    return HubFailure.of(
            status == Status.FAILED ? FailureCode.CONFLICT : FailureCode.TIMED_OUT, message)
        .reason(code == null ? status.name() : code)
        .hint("The command left the hub; read the device's state before trying again.")
        .details(List.of("status: " + word, "requestId: " + requestId));
  }
}
