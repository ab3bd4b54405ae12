package io.busbar.bridge.surface.homeassistant;

import io.busbar.bridge.surface.homeassistant.model.Deed;
import io.busbar.bridge.surface.homeassistant.model.EntityState;
import io.busbar.bridge.surface.homeassistant.model.EntityState.Context;
import io.busbar.bridge.surface.homeassistant.model.HouseModel;
import io.busbar.bridge.surface.homeassistant.model.Services;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.RunProgram;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns calls of services into commands and runs, the way every command goes. */
final class ServiceDesk {
  private final HubBus bus;
  private final Facade facade;

  ServiceDesk(HubBus bus, Facade facade) {
    this.bus = bus;
    this.facade = facade;
  }

  /**
   * Does what a call asks for; entities that do not exist are passed over. Succeeds with the states
   * that changed meanwhile. Fails: NOT_FOUND no such service · INVALID · UNSUPPORTED · whatever a
   * command or a run fails with.
   */
  Future<List<EntityState>> call(ServiceCall call) {
    HouseModel house = facade.house();
    List<List<Deed>> chains = new ArrayList<>();
    try {
      Services.require(call.domain(), call.service());
      for (String id : call.entityIds()) {
        chains.add(deeds(house, call, id));
      }
    } catch (HubFailure failure) {
      return Future.failedFuture(failure);
    }
    Map<String, Context> before = new HashMap<>();
    house.all().forEach(state -> before.put(state.entityId(), state.context()));
    return Future.join(chains.stream().map(chain -> inOrder(chain, call)).toList())
        .map(
            done ->
                house.all().stream()
                    .filter(state -> !state.context().equals(before.get(state.entityId())))
                    .toList());
  }

  private static List<Deed> deeds(HouseModel house, ServiceCall call, String id) {
    EntityState entity = house.find(id).orElse(null);
    HouseModel.Behind behind = house.behind(id).orElse(null);
    return entity == null || behind == null
        ? List.of()
        : Services.of(call.domain(), call.service(), entity, behind, call.data());
  }

  private Future<Void> inOrder(List<Deed> deeds, ServiceCall call) {
    Future<Void> last = Future.succeededFuture();
    for (Deed deed : deeds) {
      last = last.compose(before -> perform(deed, call));
    }
    return last;
  }

  private Future<Void> perform(Deed deed, ServiceCall call) {
    if (deed instanceof Deed.Run run) {
      return bus.request(
              ProgramsContract.RUN,
              new RunProgram(
                  run.program(), run.variables(), null, null, null, null, call.source(), call.by()))
          .mapEmpty();
    }
    Deed.Command command = (Deed.Command) deed;
    return bus.request(
            CommandsContract.EXECUTE,
            new ExecuteCommand(
                command.device(),
                command.command(),
                command.payload(),
                null,
                null,
                null,
                call.source(),
                call.by()))
        .compose(ServiceDesk::requireDone)
        .compose(done -> facade.refresh(command.device()));
  }

  private static Future<CommandOutcome> requireDone(CommandOutcome outcome) {
    return switch (outcome.status()) {
      case COMPLETED, DISPATCHED -> Future.succeededFuture(outcome);
      case FAILED, UNKNOWN ->
          Future.failedFuture(
              HubFailure.of(FailureCode.INTERNAL, outcome.message()).reason("DEVICE_FAILED"));
    };
  }
}
