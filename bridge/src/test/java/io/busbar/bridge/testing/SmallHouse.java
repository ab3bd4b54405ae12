package io.busbar.bridge.testing;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.DeviceList;
import io.busbar.contracts.devices.DevicesContract.ListDevices;
import io.busbar.contracts.devices.DevicesContract.ReadDevice;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.drivers.DriversContract;
import io.busbar.contracts.drivers.DriversContract.Drivers;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.StateSnapshot;
import io.busbar.contracts.telemetry.TelemetryContract;
import io.busbar.contracts.telemetry.TelemetryContract.Telemetry;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.InstanceId;
import io.busbar.contracts.value.RequestId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Devices, states and commands of a house with one lamp; it keeps what it was asked. */
public final class SmallHouse {
  /** When everything here happened. */
  public static final Instant THEN = Instant.parse("2026-11-01T12:00:00Z");

  private final List<Object> asked = Collections.synchronizedList(new ArrayList<>());

  /** Serves everything. */
  public Future<Void> start(HubBus bus) {
    List<Future<Subscription>> served =
        List.of(
            bus.serve(DevicesContract.LIST, this::list),
            bus.serve(DevicesContract.READ, this::read),
            bus.serve(CommandsContract.EXECUTE, this::execute),
            bus.serve(StatesContract.SNAPSHOT, nothing -> snapshot()),
            bus.serve(TelemetryContract.READ, this::telemetry),
            bus.serve(DriversContract.LIST, query -> drivers(query)));
    return Future.all(served).mapEmpty();
  }

  /** The last question of a type. */
  public <T> T lastAsked(Class<T> type) {
    synchronized (asked) {
      return asked.stream()
          .filter(type::isInstance)
          .map(type::cast)
          .reduce((first, second) -> second)
          .orElseThrow();
    }
  }

  /** How many questions of a type came. */
  public long countAsked(Class<?> type) {
    synchronized (asked) {
      return asked.stream().filter(type::isInstance).count();
    }
  }

  private Future<DeviceList> list(ListDevices query) {
    asked.add(query);
    int count = query.limit() == null ? 20 : query.limit();
    return Future.succeededFuture(
        new DeviceList(Collections.nCopies(count, lamp(new DeviceId("lamp")))));
  }

  private Future<LogicalDevice> read(ReadDevice query) {
    asked.add(query);
    return query.id().value().startsWith("lamp")
        ? Future.succeededFuture(lamp(query.id()))
        : Future.failedFuture(HubFailure.notFound("device", query.id()));
  }

  private Future<CommandOutcome> execute(ExecuteCommand command) {
    asked.add(command);
    return switch (command.command()) {
      case "offline" ->
          Future.failedFuture(
              HubFailure.conflict("DRIVER_OFFLINE", "The driver is offline.", "Check its power."));
      case "busy" -> Future.failedFuture(HubFailure.overloaded("Too many.", "Wait."));
      case "crash" -> Future.failedFuture(new IllegalStateException("a defect"));
      case "broken" -> outcome(command, CommandOutcome.Status.FAILED, "DRIVER_ERROR");
      case "silent" -> outcome(command, CommandOutcome.Status.UNKNOWN, "RESULT_TIMEOUT");
      case "slow" -> outcome(command, CommandOutcome.Status.DISPATCHED, "");
      default -> outcome(command, CommandOutcome.Status.COMPLETED, "");
    };
  }

  private static Future<CommandOutcome> outcome(
      ExecuteCommand command, CommandOutcome.Status status, String code) {
    return Future.succeededFuture(
        new CommandOutcome(
            Objects.requireNonNullElse(command.requestId(), new RequestId("made-here")),
            Objects.requireNonNullElse(command.correlationId(), "made-here"),
            command.id(),
            command.command(),
            status,
            status == CommandOutcome.Status.COMPLETED,
            "It is " + status + ".",
            code.isEmpty() ? null : code,
            Fields.EMPTY,
            Fields.of("power", true),
            3));
  }

  private Future<StateSnapshot> snapshot() {
    return Future.succeededFuture(
        new StateSnapshot(Map.of("lamp", Fields.of("power", true)), 7, THEN));
  }

  private Future<Telemetry> telemetry(TelemetryContract.ReadTelemetry query) {
    asked.add(query);
    return Future.succeededFuture(new Telemetry(query.deviceId(), List.of(), List.of()));
  }

  private Future<Drivers> drivers(DriversContract.ListDrivers query) {
    asked.add(query);
    return Future.succeededFuture(new Drivers(List.of()));
  }

  private static LogicalDevice lamp(DeviceId id) {
    return new LogicalDevice(
        id,
        "light-1",
        "Lamp",
        "light",
        "light",
        "lighting",
        "light",
        new DriverKey("PHILIPS_HUE"),
        new InstanceId("hue-1"),
        null,
        null,
        "Signify",
        null,
        List.of("floor-1"),
        Fields.EMPTY,
        List.of("power", "brightness"),
        List.of(),
        Fields.EMPTY,
        new Fields(Map.of("power", true, "brightness", 40)),
        true,
        false,
        false,
        false,
        THEN,
        THEN,
        THEN);
  }
}
