package io.busbar.verticles.programs.engine;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.Notified;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.spaces.SpacesContract.ActivateSource;
import io.busbar.contracts.spaces.SpacesContract.SourceActivated;
import io.busbar.verticles.programs.model.Action;
import io.vertx.core.Future;

/** The world behind the bus. */
final class BusOutside implements Outside {
  private final HubBus bus;
  private final HttpCaller http;
  private final MessageSender mqtt;

  BusOutside(HubBus bus, HttpCaller http, MessageSender mqtt) {
    this.bus = bus;
    this.http = http;
    this.mqtt = mqtt;
  }

  @Override
  public Future<CommandOutcome> command(ExecuteCommand command) {
    return bus.request(CommandsContract.EXECUTE, command);
  }

  @Override
  public Future<SourceActivated> activate(ActivateSource source) {
    return bus.request(SpacesContract.ACTIVATE, source);
  }

  @Override
  public Future<HttpCaller.Answer> call(HttpCaller.Call call) {
    return http.call(call);
  }

  @Override
  public Future<Void> publish(Action.Mqtt message) {
    return mqtt.publish(message);
  }

  @Override
  public void tell(Notified note) {
    bus.publish(ProgramsContract.NOTIFIED, note);
  }
}
