package io.busbar.bridge.surface.homeassistant;

import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.RequestId;
import io.busbar.contracts.value.StateVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A lamp as the tests of this package know it. */
final class Lamp {
  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  static final DriverInstance WLED = DriverInstance.of("WLED", "one");
  static final DeviceId ID = new DeviceId("lamp");
  static final Fields LIT = Fields.of("power", true);

  private Lamp() {}

  static DeviceState lit() {
    return state(1, LIT);
  }

  static DeviceState state(long version, Fields fields) {
    return new DeviceState(
        ID, WLED, new StateVersion(1, version), fields, Map.of(), NOON, NOON, true, false, false);
  }

  static CommandOutcome done(ExecuteCommand asked) {
    return new CommandOutcome(
        new RequestId("r1"),
        "r1",
        asked.id(),
        asked.command(),
        CommandOutcome.Status.COMPLETED,
        true,
        "Done.",
        null,
        Fields.EMPTY,
        LIT,
        1);
  }

  static LogicalDevice device(DeviceId id) {
    CommandDef on = new CommandDef("turn_on", "On", true, null, null, CommandDef.Origin.DRIVER);
    return new LogicalDevice(
        id,
        id.value(),
        "Lamp",
        "light",
        "light",
        "other",
        "light",
        WLED.driverKey(),
        WLED.instanceId(),
        null,
        null,
        null,
        null,
        List.of(),
        Fields.EMPTY,
        List.of(),
        List.of(on),
        Fields.EMPTY,
        Fields.of("power", false),
        true,
        false,
        false,
        false,
        null,
        NOON,
        NOON);
  }
}
