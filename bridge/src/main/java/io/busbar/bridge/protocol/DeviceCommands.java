package io.busbar.bridge.protocol;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.ActionMapTriggered;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.commands.CommandsContract.ExecuteRaw;
import io.busbar.contracts.commands.CommandsContract.ListActionMaps;
import io.busbar.contracts.commands.CommandsContract.TriggerActionMap;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.ListDevices;
import io.busbar.contracts.devices.EntitiesContract;
import io.busbar.contracts.devices.EntitiesContract.ListDeviceCommands;
import io.busbar.contracts.devices.EntitiesContract.ReadDeviceCommand;
import io.vertx.core.Future;
import java.util.Map;

/** Devices, their commands, and action maps. */
final class DeviceCommands {
  private final HubBus bus;

  DeviceCommands(HubBus bus) {
    this.bus = bus;
  }

  Map<String, ProtocolCommand> table() {
    return Map.of(
        "LIST_DEVICES", this::list,
        "LIST_DEVICE_COMMANDS", this::listCommands,
        "GET_DEVICE_COMMAND", this::readCommand,
        "EXECUTE_DEVICE_COMMAND", this::execute,
        "DEVICE_ACTION", this::executeRaw,
        "LIST_ACTION_MAPS", this::listActionMaps,
        "ACTION_MAP_TRIGGER", this::triggerActionMap);
  }

  private Future<?> list(Asked asked) {
    Payload payload = asked.payload();
    return bus.request(
        DevicesContract.LIST,
        new ListDevices(
            null,
            null,
            null,
            payload.text("spaceId"),
            payload.text("deviceType"),
            payload.text("driverKey")));
  }

  private Future<?> listCommands(Asked asked) {
    return bus.request(
        EntitiesContract.LIST_COMMANDS, new ListDeviceCommands(asked.payload().deviceId()));
  }

  private Future<?> readCommand(Asked asked) {
    Payload payload = asked.payload();
    return bus.request(
        EntitiesContract.READ_COMMAND,
        new ReadDeviceCommand(payload.deviceId(), payload.need("command")));
  }

  private Future<CommandOutcome> execute(Asked asked) {
    Payload payload = asked.payload();
    return bus.request(
            CommandsContract.EXECUTE,
            new ExecuteCommand(
                payload.deviceId(),
                payload.need("command"),
                payload.object("payload"),
                payload.requestId(),
                null,
                payload.waitMs(),
                asked.source(),
                asked.by()))
        .compose(Outcomes::require);
  }

  private Future<CommandOutcome> executeRaw(Asked asked) {
    Payload payload = asked.payload();
    return bus.request(
            CommandsContract.EXECUTE_RAW,
            new ExecuteRaw(
                payload.deviceId(),
                payload.need("action"),
                payload.object("data"),
                payload.waitMs(),
                asked.source(),
                asked.by()))
        .compose(Outcomes::require);
  }

  private Future<?> listActionMaps(Asked asked) {
    Payload payload = asked.payload();
    return bus.request(
        CommandsContract.LIST_ACTION_MAPS,
        new ListActionMaps(
            payload.text("deviceId"), payload.text("direction"), payload.text("driverKey")));
  }

  private Future<ActionMapTriggered> triggerActionMap(Asked asked) {
    Payload payload = asked.payload();
    return bus.request(
            CommandsContract.TRIGGER_ACTION_MAP,
            new TriggerActionMap(
                payload.need("actionMapId"), payload.object("data"), asked.source(), asked.by()))
        .compose(Outcomes::require);
  }
}
