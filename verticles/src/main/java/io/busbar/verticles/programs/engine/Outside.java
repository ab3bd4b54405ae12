package io.busbar.verticles.programs.engine;

import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.programs.ProgramsContract.Notified;
import io.busbar.contracts.spaces.SpacesContract.ActivateSource;
import io.busbar.contracts.spaces.SpacesContract.SourceActivated;
import io.busbar.verticles.programs.model.Action;
import io.vertx.core.Future;

/** Everything a program can do to the world. Fails with HubFailure only. */
interface Outside {
  Future<CommandOutcome> command(ExecuteCommand command);

  Future<SourceActivated> activate(ActivateSource source);

  Future<HttpCaller.Answer> call(HttpCaller.Call call);

  Future<Void> publish(Action.Mqtt message);

  void tell(Notified note);
}
