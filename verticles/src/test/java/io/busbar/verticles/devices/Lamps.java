package io.busbar.verticles.devices;

import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Endpoint;
import io.busbar.contracts.value.Fields;
import java.time.Instant;
import java.util.List;

/** Devices as the tests of this package know them. */
final class Lamps {
  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  static final DriverInstance HUE = DriverInstance.of("HUE", "hue-1");

  private Lamps() {}

  static Endpoint endpoint(String externalId) {
    return new Endpoint(HUE, externalId);
  }

  static Device lamp(String id, Fields properties, Instant createdAt) {
    return new Device(
        new DeviceId(id),
        endpoint("ext-" + id),
        "Lamp " + id,
        "light",
        List.of("kitchen"),
        Fields.of("host", "192.0.2.7"),
        properties,
        List.of(
            new CommandDef(
                "turn_on",
                "On",
                true,
                Fields.of("type", "object"),
                null,
                CommandDef.Origin.DRIVER)),
        null,
        createdAt,
        createdAt);
  }
}
