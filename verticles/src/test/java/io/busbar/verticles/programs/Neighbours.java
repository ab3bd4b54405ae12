package io.busbar.verticles.programs;

import static io.busbar.verticles.programs.Drafts.NOON;
import static io.busbar.verticles.testing.Outcomes.done;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.CheckCommand;
import io.busbar.contracts.commands.CommandsContract.CommandFaults;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.DeviceList;
import io.busbar.contracts.devices.DevicesContract.Registered;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.spaces.SpacesContract.SpaceList;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.LiveStates;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Endpoint;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.StateVersion;
import io.busbar.verticles.testing.Commanded;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The other services of the hub as programs know them: a small house that answers by hand. */
final class Neighbours {
  static final DriverInstance HUE = DriverInstance.of("HUE", "hue-1");
  static final List<String> LIGHT =
      List.of("turn_on", "turn_off", "set_brightness", "set_color", "set_color_temperature");

  final Map<String, Device> devices = new ConcurrentHashMap<>();
  final Map<String, DeviceState> states = new ConcurrentHashMap<>();
  final List<String> spaces = new CopyOnWriteArrayList<>(List.of("spc_1"));
  final List<ExecuteCommand> executed = new CopyOnWriteArrayList<>();
  final List<String> offline = new CopyOnWriteArrayList<>();

  void serve(HubBus bus) {
    done(bus.serve(DevicesContract.REGISTERED, all -> Future.succeededFuture(registered())));
    done(bus.serve(DevicesContract.LIST, all -> Future.succeededFuture(new DeviceList(seen()))));
    done(bus.serve(StatesContract.LIVE, all -> Future.succeededFuture(live())));
    done(bus.serve(SpacesContract.LIST, all -> Future.succeededFuture(spaces())));
    done(bus.serve(CommandsContract.CHECK, question -> Future.succeededFuture(check(question))));
    done(bus.serve(CommandsContract.EXECUTE, this::execute));
  }

  /** Adds a device with commands that take anything. */
  Device add(String id, String type, List<String> commands) {
    Device device =
        new Device(
            new DeviceId(id),
            new Endpoint(HUE, "ext-" + id),
            "Device " + id,
            type,
            List.of(),
            Fields.EMPTY,
            Fields.EMPTY,
            commands.stream().map(Neighbours::command).toList(),
            null,
            NOON,
            NOON);
    devices.put(id, device);
    return device;
  }

  void reports(String id, Fields state) {
    states.put(
        id,
        new DeviceState(
            new DeviceId(id),
            HUE,
            new StateVersion(1, 1),
            state,
            Map.of("colorTemperature", NOON),
            NOON,
            NOON,
            true,
            false,
            false));
  }

  private static CommandDef command(String key) {
    return new CommandDef(key, key, true, null, null, CommandDef.Origin.DRIVER);
  }

  private Registered registered() {
    return new Registered(List.copyOf(devices.values()));
  }

  private LiveStates live() {
    return new LiveStates(List.copyOf(states.values()), 1);
  }

  private SpaceList spaces() {
    return new SpaceList(spaces.stream().map(Neighbours::space).toList());
  }

  private List<LogicalDevice> seen() {
    return devices.values().stream().map(Neighbours::seen).toList();
  }

  /** Brightness beyond 100 is refused, as a schema would. */
  private CommandFaults check(CheckCommand question) {
    Fields payload = question.payload() == null ? Fields.EMPTY : question.payload();
    boolean tooBright =
        payload.get("brightness") instanceof Number brightness && brightness.intValue() > 100;
    Device device = devices.get(question.deviceId().value());
    boolean understood =
        device != null
            && device.commands().stream().anyMatch(each -> each.key().equals(question.command()));
    return new CommandFaults(
        Stream.of(
                tooBright ? "payload.brightness: must be 0..100" : "",
                understood ? "" : "command: the device has no such command")
            .filter(fault -> !fault.isEmpty())
            .toList());
  }

  private Future<CommandOutcome> execute(ExecuteCommand command) {
    executed.add(command);
    if (offline.contains(command.id().value())) {
      return Future.failedFuture(
          HubFailure.conflict("DRIVER_OFFLINE", "The driver is offline.", "Wait."));
    }
    return Future.succeededFuture(Commanded.completed(command));
  }

  static Space space(String id) {
    return new Space(
        id,
        id,
        Space.Kind.ROOM,
        null,
        null,
        0,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        NOON,
        NOON);
  }

  private static LogicalDevice seen(Device device) {
    return new LogicalDevice(
        device.id(),
        device.endpoint().externalId(),
        device.name(),
        device.deviceType(),
        device.deviceType(),
        device.deviceType().equals("light") ? "lighting" : "other",
        device.deviceType(),
        HUE.driverKey(),
        HUE.instanceId(),
        null,
        null,
        null,
        null,
        List.of(),
        Fields.EMPTY,
        List.of(),
        device.commands(),
        Fields.EMPTY,
        Fields.EMPTY,
        true,
        false,
        false,
        false,
        null,
        NOON,
        NOON);
  }
}
