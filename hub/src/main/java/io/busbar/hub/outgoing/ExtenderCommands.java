package io.busbar.hub.outgoing;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.programs.engine.InfraredSender;
import io.busbar.verticles.programs.model.Action;
import io.vertx.core.Future;

/** Codes of programs are commands to the extender's device, as everybody else's are. */
public final class ExtenderCommands implements InfraredSender {
  private static final String COMMAND = "send_code";
  private static final int WAIT_MILLIS = 10_000;

  private final HubBus bus;

  public ExtenderCommands(HubBus bus) {
    this.bus = bus;
  }

  @Override
  public Future<Void> send(Action.Infrared code) {
    ExecuteCommand command =
        new ExecuteCommand(
            new DeviceId(code.extenderId()),
            COMMAND,
            Fields.of("code", code.code().values()),
            null,
            null,
            WAIT_MILLIS,
            Source.PROGRAM,
            null);
    return bus.request(CommandsContract.EXECUTE, command).compose(ExtenderCommands::judged);
  }

  private static Future<Void> judged(CommandOutcome outcome) {
    if (outcome.success()) {
      return Future.succeededFuture();
    }
    String code = outcome.code();
    return Future.failedFuture(
        HubFailure.of(FailureCode.UNAVAILABLE, outcome.message())
            .reason(code == null ? "DRIVER_ERROR" : code)
            .hint("See the state of the extender."));
  }
}
