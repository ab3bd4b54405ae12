package io.busbar.bridge.surface.homeassistant.model;

import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.InstanceId;
import io.busbar.contracts.value.StateVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Devices for tests. */
final class Things {
  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final DriverKey KEY = new DriverKey("WLED");
  private static final InstanceId ONE = new InstanceId("one");

  private Things() {}

  static LogicalDevice device(String id, String type, Fields state, String... commands) {
    return new LogicalDevice(
        new DeviceId(id),
        id,
        "Thing " + id,
        type,
        type,
        "other",
        type,
        KEY,
        ONE,
        null,
        null,
        null,
        null,
        List.of(),
        Fields.EMPTY,
        List.of(),
        Stream.of(commands).map(Things::command).toList(),
        Fields.EMPTY,
        state,
        true,
        false,
        false,
        false,
        null,
        NOON,
        NOON);
  }

  static DeviceState state(String id, long version, Fields state, boolean online) {
    return new DeviceState(
        new DeviceId(id),
        new DriverInstance(KEY, ONE),
        new StateVersion(1, version),
        state,
        Map.of(),
        NOON,
        NOON,
        online,
        false,
        false);
  }

  static Program program(String id, Program.Type type) {
    return new Program(
        id,
        "Program " + id,
        type,
        true,
        null,
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        Fields.EMPTY,
        Program.Mode.SINGLE,
        Fields.EMPTY,
        false,
        List.of(),
        null,
        NOON,
        NOON,
        Map.of());
  }

  private static CommandDef command(String key) {
    return new CommandDef(key, key, true, null, null, CommandDef.Origin.DRIVER);
  }
}
