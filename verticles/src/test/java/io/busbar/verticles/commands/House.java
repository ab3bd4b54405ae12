package io.busbar.verticles.commands;

import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Endpoint;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.RequestId;
import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.Source;
import io.busbar.contracts.value.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the tests of this package command. */
final class House {
  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  static final DriverInstance HUE = DriverInstance.of("HUE", "hue-1");
  static final DeviceId LAMP = new DeviceId("lamp");
  static final Fields CLOSED =
      Fields.of("type", "object")
          .with("additionalProperties", false)
          .with(
              "properties",
              Map.of("brightness", Map.of("type", "number", "minimum", 0, "maximum", 100)));

  private House() {}

  static CommandDef command(String key, @Nullable Fields schema) {
    return new CommandDef(key, key, false, schema, null, CommandDef.Origin.DRIVER);
  }

  static Device lamp() {
    return new Device(
        LAMP,
        new Endpoint(HUE, "l7"),
        "Lamp",
        "light",
        List.of(),
        Fields.EMPTY,
        Fields.EMPTY,
        List.of(command("turn_on", null), command("set_brightness", CLOSED)),
        null,
        NOON,
        NOON);
  }

  static ExecuteCommand ask(
      String command, Fields payload, @Nullable String requestId, @Nullable Integer waitMs) {
    return new ExecuteCommand(
        LAMP,
        command,
        payload,
        requestId == null ? null : new RequestId(requestId),
        null,
        waitMs,
        Source.REST,
        null);
  }

  static ExecuteCommand askedBy(String username) {
    Principal person =
        new Principal(
            new UserId("u1"),
            username,
            username,
            null,
            Role.ADMIN,
            Set.of(),
            "t1",
            NOON.plusSeconds(60));
    return new ExecuteCommand(LAMP, "turn_on", Fields.EMPTY, null, null, 0, Source.REST, person);
  }
}
