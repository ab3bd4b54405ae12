package io.busbar.verticles.spaces;

import static io.busbar.verticles.spaces.Rooms.NOON;
import static io.busbar.verticles.testing.Outcomes.done;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandOutcome.Status;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.Change;
import io.busbar.contracts.devices.DevicesContract.DeviceChanged;
import io.busbar.contracts.devices.DevicesContract.DeviceList;
import io.busbar.contracts.devices.DevicesContract.Registered;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.ProgramList;
import io.busbar.contracts.programs.ProgramsContract.Use;
import io.busbar.contracts.programs.ProgramsContract.Uses;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Endpoint;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.testing.Commanded;
import io.busbar.verticles.testing.Written;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The services spaces ask, as far as they ask them. */
final class Neighbours {
  private static final DriverInstance HUE = DriverInstance.of("HUE", "hue-1");

  final ConcurrentSkipListSet<String> devices = new ConcurrentSkipListSet<>();
  final List<Program> programs = new CopyOnWriteArrayList<>();
  final List<Use> uses = new CopyOnWriteArrayList<>();
  final List<ExecuteCommand> commands = new CopyOnWriteArrayList<>();
  final Map<String, Future<Status>> outcomes = new ConcurrentHashMap<>();

  void serveDevices(HubBus bus) {
    done(
        bus.serve(
            DevicesContract.REGISTERED,
            query ->
                Future.succeededFuture(
                    new Registered(devices.stream().map(Neighbours::device).toList()))));
    done(
        bus.serve(
            DevicesContract.LIST,
            query ->
                Future.succeededFuture(
                    new DeviceList(devices.stream().map(Neighbours::view).toList()))));
  }

  void servePrograms(HubBus bus) {
    done(
        bus.serve(
            ProgramsContract.USES, query -> Future.succeededFuture(new Uses(List.copyOf(uses)))));
    done(
        bus.serve(
            ProgramsContract.LIST,
            query -> Future.succeededFuture(new ProgramList(List.copyOf(programs)))));
  }

  void serveCommands(HubBus bus) {
    done(bus.serve(CommandsContract.EXECUTE, this::execute));
  }

  static DeviceChanged removed(String id) {
    return new DeviceChanged(Change.REMOVED, device(id).removed(NOON));
  }

  static Program program(String id, @Nullable String space) {
    return Written.scene(id, "Program " + id).in(space).saved();
  }

  /** The words of a command say how it ends; unless told it completes. */
  private Future<CommandOutcome> execute(ExecuteCommand command) {
    commands.add(command);
    if (command.command().equals("refuse")) {
      return Future.failedFuture(
          HubFailure.conflict("DRIVER_OFFLINE", "The driver is offline.", "Check its power."));
    }
    if (command.command().equals("away")) {
      return Future.failedFuture(HubFailure.unavailable("Nobody is there.", "Wait."));
    }
    return outcomes
        .getOrDefault(command.command(), Future.succeededFuture(Status.COMPLETED))
        .map(status -> Commanded.ended(command, status));
  }

  private static Device device(String id) {
    return new Device(
        new DeviceId(id),
        new Endpoint(HUE, id),
        id,
        "light",
        List.of(),
        Fields.EMPTY,
        Fields.EMPTY,
        List.of(),
        null,
        NOON,
        NOON);
  }

  private static LogicalDevice view(String id) {
    return new LogicalDevice(
        new DeviceId(id),
        id,
        id,
        "light",
        "light",
        "lighting",
        "light",
        HUE.driverKey(),
        HUE.instanceId(),
        null,
        null,
        null,
        null,
        List.of(),
        Fields.EMPTY,
        List.of(),
        List.of(),
        Fields.EMPTY,
        Fields.EMPTY,
        true,
        false,
        false,
        false,
        NOON,
        NOON,
        NOON);
  }
}
