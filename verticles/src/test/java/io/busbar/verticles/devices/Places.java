package io.busbar.verticles.devices;

import static io.busbar.verticles.devices.Lamps.NOON;

import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.value.DeviceId;
import java.util.List;
import java.util.stream.Stream;

/** Spaces as the tests of this package know them. */
final class Places {
  private Places() {}

  static Space space(String id, String name, String... devices) {
    return new Space(
        id,
        name,
        Space.Kind.ROOM,
        null,
        null,
        0,
        Stream.of(devices).map(DeviceId::new).toList(),
        List.of(),
        List.of(),
        List.of(),
        null,
        NOON,
        NOON);
  }
}
