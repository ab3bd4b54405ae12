package io.busbar.verticles.commands;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.commands.ActionMap;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.ActionMapChanged;
import io.busbar.contracts.commands.CommandsContract.ActionMapRemoved;
import io.busbar.contracts.commands.CommandsContract.RemoveActionMap;
import io.busbar.contracts.commands.CommandsContract.SaveActionMap;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.drivers.DriversContract;
import io.busbar.contracts.remotes.RemotesContract;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.telemetry.TelemetryContract;
import io.busbar.verticles.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Wires commands to their addresses. */
public final class CommandsVerticle extends VerticleBase {
  private static final Duration EXPIRE_EVERY = Duration.ofSeconds(5);
  private static final Duration END_EVERY = Duration.ofMinutes(1);
  private static final Duration FORGET_EVERY = Duration.ofHours(6);
  private static final long FLUSH_WITHIN_SECONDS = 5;

  private final HubBus bus;
  private final CommandsService commands;
  private final ActionMapBook actionMaps;
  private final CommandLog log;
  private final Timers timers;
  private final InboundMaps inbound;
  private final MapRuns runs;
  private final List<Timers.Timer> running = new ArrayList<>();

  public CommandsVerticle(
      HubBus bus,
      CommandsService commands,
      ActionMapBook actionMaps,
      InboundMaps inbound,
      CommandLog log,
      Timers timers) {
    this.bus = bus;
    this.commands = commands;
    this.actionMaps = actionMaps;
    this.log = log;
    this.timers = timers;
    this.inbound = inbound;
    this.runs = new MapRuns(bus, actionMaps, commands, inbound);
  }

  @Override
  public Future<?> start() {
    running.add(timers.every(EXPIRE_EVERY, commands::expire));
    running.add(timers.every(FORGET_EVERY, () -> log.forgetOld().onComplete(done -> {})));
    return log.endOwnAbandoned()
        .compose(ended -> endAbandoned())
        .compose(ended -> bus.listenAfar(CommandsContract.ACTION_MAP_CHANGED, this::mapChanged))
        .compose(listening -> actionMaps.load())
        .compose(loaded -> serve())
        .compose(served -> listen())
        .compose(listening -> inbound.load());
  }

  private Future<Void> endAbandoned() {
    if (log.isShared()) {
      running.add(timers.every(END_EVERY, () -> log.endAbandoned().onComplete(done -> {})));
    }
    return log.endAbandoned();
  }

  private Future<?> serve() {
    return Future.all(
        List.of(
            bus.serve(CommandsContract.EXECUTE, commands::execute),
            bus.serve(CommandsContract.CHECK, commands::check),
            bus.serve(CommandsContract.EXECUTE_RAW, commands::executeRaw),
            bus.serve(CommandsContract.LIST_ACTION_MAPS, actionMaps::list),
            bus.serve(CommandsContract.READ_ACTION_MAP, actionMaps::read),
            bus.serve(CommandsContract.SAVE_ACTION_MAP, this::save),
            bus.serve(CommandsContract.REMOVE_ACTION_MAP, this::remove),
            bus.serve(CommandsContract.TRIGGER_ACTION_MAP, runs::trigger)));
  }

  private Future<ActionMap> save(SaveActionMap command) {
    return actionMaps.save(command).onSuccess(map -> announce(map.id(), map));
  }

  private Future<ActionMapRemoved> remove(RemoveActionMap command) {
    return actionMaps.remove(command).onSuccess(removed -> announce(command.id(), null));
  }

  private void announce(String id, @Nullable ActionMap map) {
    bus.publish(CommandsContract.ACTION_MAP_CHANGED, new ActionMapChanged(id, map));
  }

  private void mapChanged(String node, ActionMapChanged event) {
    actionMaps.changedAfar(event.id(), event.map());
  }

  private Future<?> listen() {
    return Future.all(
        List.of(
            bus.listen(DriversContract.SETTLED.at(commands.node()), commands::settled),
            bus.listen(DevicesContract.CHANGED, commands::deviceChanged),
            bus.listen(DevicesContract.CHANGED, inbound::deviceChanged),
            bus.listen(StatesContract.CHANGED, inbound::stateChanged),
            bus.listen(TelemetryContract.REPORTED, inbound::metricsReported),
            bus.listen(CommandsContract.PROGRESS, inbound::commandProgressed),
            bus.listen(DriversContract.STATUS, inbound::driverChanged),
            bus.listen(DriversContract.STATUS, commands::driverChanged),
            bus.listen(RemotesContract.KEY, inbound::keyPressed)));
  }

  @Override
  public Future<?> stop() {
    running.forEach(Timers.Timer::cancel);
    return log.flush().timeout(FLUSH_WITHIN_SECONDS, TimeUnit.SECONDS);
  }
}
