package io.busbar.verticles.programs;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.CheckCommand;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.ListRegistered;
import io.busbar.contracts.devices.DevicesContract.Registered;
import io.busbar.contracts.programs.ProgramsContract.CaptureScene;
import io.busbar.contracts.programs.ProgramsContract.NotRestorable;
import io.busbar.contracts.programs.ProgramsContract.SaveProgram;
import io.busbar.contracts.programs.ProgramsContract.SceneCaptured;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.LiveStates;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Nothing;
import io.busbar.verticles.programs.CaptureTable.Plan;
import io.busbar.verticles.programs.CaptureTable.Restoring;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a scene of how things are now. */
final class SceneCapture {
  private static final int MAX_DEVICES = 200;

  private final HubBus bus;
  private final ProgramsService programs;
  private final CaptureTable table;

  SceneCapture(HubBus bus, ProgramsService programs, CaptureTable table) {
    this.bus = bus;
    this.programs = programs;
    this.table = table;
  }

  /** One command of the scene, and what is wrong with it. */
  private record Step(DeviceId device, Restoring restoring, List<String> faults) {
    Map<String, @Nullable Object> action() {
      Map<String, @Nullable Object> action = new LinkedHashMap<>();
      action.put("type", "device");
      action.put("deviceId", device.value());
      action.put("command", restoring.command());
      action.put("payload", restoring.payload().values());
      return action;
    }
  }

  Future<SceneCaptured> capture(CaptureScene command) {
    Set<DeviceId> ids = new LinkedHashSet<>(command.deviceIds());
    if (ids.isEmpty() || ids.size() > MAX_DEVICES) {
      return Future.failedFuture(
          HubFailure.invalid(
              "deviceIds must name 1 to %d devices.".formatted(MAX_DEVICES),
              "Choose the devices of the scene."));
    }
    return devices(ids)
        .compose(
            devices ->
                bus.request(StatesContract.LIVE, Nothing.NOTHING)
                    .compose(live -> capture(command, devices, live)));
  }

  private Future<List<Device>> devices(Set<DeviceId> ids) {
    return bus.request(DevicesContract.REGISTERED, new ListRegistered(null))
        .map(registered -> chosen(ids, registered));
  }

  private static List<Device> chosen(Set<DeviceId> ids, Registered registered) {
    Map<DeviceId, Device> present =
        registered.devices().stream()
            .filter(device -> device.removedAt() == null)
            .collect(Collectors.toMap(Device::id, device -> device));
    requireAll(ids, present.keySet());
    return ids.stream().map(present::get).toList();
  }

  private static void requireAll(Set<DeviceId> ids, Set<DeviceId> present) {
    List<String> unknown =
        ids.stream()
            .filter(id -> !present.contains(id))
            .map(id -> "deviceIds: there is no device with id '%s'".formatted(id))
            .toList();
    if (!unknown.isEmpty()) {
      throw HubFailure.invalid("A device is not known.", "Choose devices of the house.")
          .details(unknown);
    }
  }

  private Future<SceneCaptured> capture(
      CaptureScene command, List<Device> devices, LiveStates live) {
    Map<DeviceId, DeviceState> states =
        live.states().stream().collect(Collectors.toMap(DeviceState::deviceId, state -> state));
    List<NotRestorable> lost = new ArrayList<>();
    List<Future<Step>> steps = new ArrayList<>();
    for (Device device : devices) {
      DeviceState state = states.get(device.id());
      if (state == null || state.state().isEmpty()) {
        lost.add(new NotRestorable(device.id(), "state", "Nothing is known of the device."));
        continue;
      }
      Plan plan = table.plan(device, state.state(), fields -> latest(state, fields));
      plan.lost().forEach(gone -> lost.add(notRestorable(device, gone)));
      plan.restoring().forEach(restoring -> steps.add(checked(device, restoring)));
    }
    return Future.all(steps)
        .compose(done -> save(command, steps.stream().map(Future::result).toList(), lost));
  }

  private static NotRestorable notRestorable(Device device, CaptureTable.Lost lost) {
    return new NotRestorable(device.id(), lost.field(), lost.reason());
  }

  private static String latest(DeviceState state, List<String> fields) {
    String latest = fields.get(0);
    for (String field : fields) {
      if (changed(state, field).isAfter(changed(state, latest))) {
        latest = field;
      }
    }
    return latest;
  }

  private static Instant changed(DeviceState state, String field) {
    return state.changedAt().getOrDefault(field, Instant.EPOCH);
  }

  private Future<Step> checked(Device device, Restoring restoring) {
    return bus.request(
            CommandsContract.CHECK,
            new CheckCommand(device.id(), restoring.command(), restoring.payload()))
        .map(answer -> new Step(device.id(), restoring, answer.faults()));
  }

  private Future<SceneCaptured> save(
      CaptureScene command, List<Step> steps, List<NotRestorable> lost) {
    List<Map<String, @Nullable Object>> actions = new ArrayList<>();
    for (Step step : steps) {
      if (step.faults().isEmpty()) {
        actions.add(step.action());
      } else {
        lost.add(
            new NotRestorable(
                step.device(), step.restoring().field(), String.join("; ", step.faults())));
      }
    }
    if (actions.isEmpty()) {
      return Future.failedFuture(nothing(lost));
    }
    Fields body =
        Fields.of("name", command.name())
            .with("type", "scene")
            .with("spaceId", command.spaceId())
            .with("icon", command.icon())
            .with("actions", actions);
    return programs
        .save(new SaveProgram(body, command.source(), command.by()))
        .map(program -> new SceneCaptured(program, List.copyOf(lost)));
  }

  private static HubFailure nothing(List<NotRestorable> lost) {
    return HubFailure.invalid(
            "Nothing of these devices can be brought back.", "Choose devices with commands.")
        .reason("NOTHING_TO_CAPTURE")
        .details(
            lost.stream()
                .map(gone -> "%s %s: %s".formatted(gone.deviceId(), gone.field(), gone.reason()))
                .toList());
  }
}
