package io.busbar.verticles.programs;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.CheckCommand;
import io.busbar.contracts.commands.CommandsContract.CommandFaults;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.ListRegistered;
import io.busbar.contracts.devices.DevicesContract.Registered;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.spaces.SpacesContract.ListSpaces;
import io.busbar.contracts.value.DeviceId;
import io.busbar.verticles.programs.model.Action;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks programs against the house: what they name is there, what they command is understood. */
final class ProgramCheck {
  private final HubBus bus;
  private final Programs programs;

  ProgramCheck(HubBus bus, Programs programs) {
    this.bus = bus;
    this.programs = programs;
  }

  /** Adds to a reading every fault that the house knows. Fails when the house does not answer. */
  Future<Reading> check(Reading reading) {
    return devices(reading)
        .compose(devices -> spaces(reading).map(spaces -> around(devices, spaces)))
        .compose(around -> commandFaults(reading, around).map(more -> all(reading, around, more)));
  }

  /** What is there now; what does not answer is not known. */
  Future<Surroundings> around(Set<String> known) {
    return allDevices()
        .otherwise((Set<String>) null)
        .compose(
            devices ->
                allSpaces()
                    .otherwise((Set<String>) null)
                    .map(spaces -> new Surroundings(devices, spaces, known)));
  }

  private Reading all(Reading reading, Surroundings around, List<String> commandFaults) {
    return reading
        .withFaults(around.missing(reading))
        .withFaults(commandFaults)
        .withFaults(Circles.faults(reading, programs));
  }

  private Surroundings around(@Nullable Set<String> devices, @Nullable Set<String> spaces) {
    Set<String> known =
        programs.readings().stream()
            .map(reading -> reading.compiled().id())
            .collect(Collectors.toSet());
    return new Surroundings(devices, spaces, known);
  }

  private Future<@Nullable Set<String>> devices(Reading reading) {
    return names(reading, Reference.Kind.DEVICE) ? allDevices() : Future.succeededFuture(null);
  }

  private Future<@Nullable Set<String>> spaces(Reading reading) {
    return names(reading, Reference.Kind.SPACE) ? allSpaces() : Future.succeededFuture(null);
  }

  private static boolean names(Reading reading, Reference.Kind kind) {
    return reading.references().stream().anyMatch(reference -> reference.kind() == kind);
  }

  private Future<@Nullable Set<String>> allDevices() {
    return bus.request(DevicesContract.REGISTERED, new ListRegistered(null))
        .map(ProgramCheck::present);
  }

  private static Set<String> present(Registered registered) {
    return registered.devices().stream()
        .filter(device -> device.removedAt() == null)
        .map(device -> device.id().value())
        .collect(Collectors.toSet());
  }

  private Future<@Nullable Set<String>> allSpaces() {
    return bus.request(SpacesContract.LIST, ListSpaces.ALL)
        .map(list -> list.spaces().stream().map(space -> space.id()).collect(Collectors.toSet()));
  }

  /** The same with what its commands to devices are at fault with now; fails as check. */
  Future<Reading> fitted(Reading reading, Collection<DeviceId> devices) {
    Future<Reading> fitted = Future.succeededFuture(reading);
    for (DeviceId device : devices) {
      List<Action.Device> commands = reading.commandsTo(device);
      fitted =
          fitted.compose(
              before -> faultsOf(commands).map(lines -> before.withUnfit(device, lines)));
    }
    return fitted;
  }

  private Future<List<String>> commandFaults(Reading reading, Surroundings around) {
    Set<String> devices = around.devices();
    return faultsOf(
        reading.commands().stream()
            .filter(action -> devices != null && devices.contains(action.device().value()))
            .toList());
  }

  private Future<List<String>> faultsOf(List<Action.Device> commands) {
    List<Future<List<String>>> checks = commands.stream().map(this::faultsOf).toList();
    return Future.all(checks)
        .map(done -> checks.stream().flatMap(check -> check.result().stream()).toList());
  }

  private Future<List<String>> faultsOf(Action.Device action) {
    return bus.request(
            CommandsContract.CHECK,
            new CheckCommand(action.device(), action.command(), action.payload()))
        .otherwise(ProgramCheck::goneMeanwhile)
        .map(answer -> answer.faults().stream().map(fault -> action.path() + "." + fault).toList());
  }

  private static CommandFaults goneMeanwhile(Throwable cause) {
    if (cause instanceof HubFailure failure && failure.code() == FailureCode.NOT_FOUND) {
      return new CommandFaults(List.of("deviceId: the device has just been removed"));
    }
    throw cause instanceof HubFailure failure
        ? failure
        : HubFailure.of(FailureCode.INTERNAL, String.valueOf(cause.getMessage()));
  }
}
