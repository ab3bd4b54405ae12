package io.busbar.verticles.programs;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.ListDevices;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.programs.ProgramsContract.LightingOff;
import io.busbar.contracts.programs.ProgramsContract.NotTurnedOff;
import io.busbar.contracts.programs.ProgramsContract.TurnLightingOff;
import io.busbar.contracts.value.DeviceId;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns off the lights of a program (spec 2.5, decision 26). */
final class LightsOut {
  private static final String LIGHTING = "lighting";
  private static final String TURN_OFF = "turn_off";
  private static final int WAIT_MS = 5_000;

  private final HubBus bus;
  private final Programs programs;

  LightsOut(HubBus bus, Programs programs) {
    this.bus = bus;
    this.programs = programs;
  }

  Future<LightingOff> turnOff(TurnLightingOff command) {
    if (programs.reading(command.id()).isEmpty()) {
      return Future.failedFuture(HubFailure.notFound("program", command.id()));
    }
    Set<String> touched = new HashSet<>();
    collect(command.id(), touched, new HashSet<>());
    return bus.request(DevicesContract.LIST, ListDevices.ALL)
        .map(list -> list.devices().stream().filter(device -> isLit(device, touched)).toList())
        .compose(lights -> turnOff(command, lights));
  }

  private static boolean isLit(LogicalDevice device, Set<String> touched) {
    return device.domain().equals(LIGHTING) && touched.contains(device.id().value());
  }

  /** The devices a program acts on, and those that the programs it runs act on. */
  private void collect(String programId, Set<String> devices, Set<String> seen) {
    Optional<Reading> reading = programs.reading(programId);
    if (reading.isEmpty() || !seen.add(programId)) {
      return;
    }
    for (Reference reference : reading.get().references()) {
      if (reference.kind() == Reference.Kind.DEVICE && reference.isLit()) {
        devices.add(reference.id());
      }
      if (reference.kind() == Reference.Kind.PROGRAM && reference.isActedOn()) {
        collect(reference.id(), devices, seen);
      }
    }
  }

  private Future<LightingOff> turnOff(TurnLightingOff command, List<LogicalDevice> lights) {
    List<Future<Optional<NotTurnedOff>>> told =
        lights.stream().map(light -> turnOff(command, light)).toList();
    List<DeviceId> ids = lights.stream().map(LogicalDevice::id).toList();
    return Future.all(told).map(done -> new LightingOff(command.id(), ids, failed(told)));
  }

  private static List<NotTurnedOff> failed(List<Future<Optional<NotTurnedOff>>> told) {
    return told.stream().map(Future::result).flatMap(Optional::stream).toList();
  }

  private Future<Optional<NotTurnedOff>> turnOff(TurnLightingOff command, LogicalDevice light) {
    return send(command, light)
        .map(LightsOut::failure)
        .otherwise(cause -> Optional.of(failure(light, cause)));
  }

  private Future<CommandOutcome> send(TurnLightingOff command, LogicalDevice light) {
    return bus.request(
        CommandsContract.EXECUTE,
        new ExecuteCommand(
            light.id(), TURN_OFF, null, null, null, WAIT_MS, command.source(), command.by()));
  }

  private static Optional<NotTurnedOff> failure(CommandOutcome outcome) {
    return outcome.success()
        ? Optional.empty()
        : Optional.of(new NotTurnedOff(outcome.deviceId(), outcome.message()));
  }

  private static NotTurnedOff failure(LogicalDevice light, Throwable cause) {
    return new NotTurnedOff(
        light.id(),
        cause instanceof HubFailure failure ? failure.message() : "It could not be told.");
  }
}
