package io.busbar.verticles.testing;

import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandOutcome.Status;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.RequestId;
import java.util.Objects;

/** How commands end where no driver is. */
public final class Commanded {
  private static final RequestId NAMELESS = new RequestId("r");

  private Commanded() {}

  public static CommandOutcome completed(ExecuteCommand command) {
    return ended(command, Status.COMPLETED);
  }

  /** Whatever is not completed is the device's fault. */
  public static CommandOutcome ended(ExecuteCommand command, Status status) {
    boolean success = status == Status.COMPLETED;
    RequestId request = Objects.requireNonNullElse(command.requestId(), NAMELESS);
    return new CommandOutcome(
        request,
        request.value(),
        command.id(),
        command.command(),
        status,
        success,
        success ? "Done." : "The lamp is broken.",
        success ? null : "DRIVER_ERROR",
        Fields.EMPTY,
        Fields.EMPTY,
        7);
  }
}
