package io.busbar.verticles.intents;

import static io.busbar.verticles.testing.Outcomes.done;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.DeviceList;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.ProgramList;
import io.busbar.contracts.programs.ProgramsContract.ProgramRemoved;
import io.busbar.contracts.programs.ProgramsContract.ReadProgram;
import io.busbar.contracts.programs.ProgramsContract.RemoveProgram;
import io.busbar.contracts.programs.ProgramsContract.RunProgram;
import io.busbar.contracts.programs.ProgramsContract.SaveProgram;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.spaces.SpacesContract.SpaceList;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.LiveStates;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.StateVersion;
import io.busbar.verticles.intents.meaning.ModelHouse;
import io.busbar.verticles.testing.Commanded;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The services that intents ask, as a model house would answer. */
final class Neighbours {
  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  final ModelHouse model = new ModelHouse("en");
  final List<ExecuteCommand> commands = new CopyOnWriteArrayList<>();
  final List<RunProgram> runs = new CopyOnWriteArrayList<>();
  final List<SaveProgram> saved = new CopyOnWriteArrayList<>();
  final List<RemoveProgram> removed = new CopyOnWriteArrayList<>();
  final Set<DeviceId> offline = ConcurrentHashMap.newKeySet();
  final AtomicInteger lists = new AtomicInteger();
  volatile boolean listsDown;
  volatile List<Space> spaces = model.spaces();
  volatile List<Program> programs = model.programs();

  void serve(HubBus bus) {
    done(bus.serve(DevicesContract.LIST, query -> devices()));
    done(
        bus.serve(
            SpacesContract.LIST, query -> Future.succeededFuture(new SpaceList(this.spaces))));
    done(
        bus.serve(
            ProgramsContract.LIST,
            query -> Future.succeededFuture(new ProgramList(this.programs))));
    done(bus.serve(ProgramsContract.READ, this::program));
    done(bus.serve(ProgramsContract.RUN, this::run));
    done(bus.serve(ProgramsContract.SAVE, this::save));
    done(bus.serve(ProgramsContract.REMOVE, this::remove));
    done(bus.serve(StatesContract.LIVE, query -> Future.succeededFuture(states())));
    done(bus.serve(CommandsContract.EXECUTE, this::execute));
  }

  private Future<DeviceList> devices() {
    lists.incrementAndGet();
    return listsDown
        ? Future.failedFuture(HubFailure.unavailable("Away.", "Wait."))
        : Future.succeededFuture(new DeviceList(model.devices()));
  }

  private LiveStates states() {
    return new LiveStates(model.devices().stream().map(Neighbours::state).toList(), 1);
  }

  private static DeviceState state(LogicalDevice device) {
    return new DeviceState(
        device.id(),
        DriverInstance.of("MODEL", "model-1"),
        new StateVersion(1, 1),
        device.state(),
        Map.of(),
        NOON,
        NOON,
        true,
        false,
        false);
  }

  private Future<Program> program(ReadProgram query) {
    return programs.stream()
        .filter(program -> program.id().equals(query.id()))
        .findFirst()
        .map(Future::succeededFuture)
        .orElseGet(() -> Future.failedFuture(HubFailure.notFound("program", query.id())));
  }

  private Future<ProgramRun> run(RunProgram command) {
    runs.add(command);
    return Future.succeededFuture(
        new ProgramRun(
            "run_1",
            command.id(),
            command.id(),
            ProgramRun.Status.COMPLETED,
            command.source(),
            null,
            Fields.EMPTY,
            List.of(),
            null,
            NOON,
            NOON));
  }

  private Future<Program> save(SaveProgram command) {
    saved.add(command);
    return Future.succeededFuture(programs.get(0));
  }

  private Future<ProgramRemoved> remove(RemoveProgram command) {
    removed.add(command);
    return Future.succeededFuture(new ProgramRemoved(command.id(), true));
  }

  private Future<CommandOutcome> execute(ExecuteCommand command) {
    if (offline.contains(command.id())) {
      return Future.failedFuture(
          HubFailure.conflict("DRIVER_OFFLINE", "The driver is offline.", "Check its power."));
    }
    commands.add(command);
    return Future.succeededFuture(Commanded.completed(command));
  }
}
