package io.busbar.verticles.spaces;

import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.value.DeviceId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Spaces as the tests of this package know them. */
final class Rooms {
  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private Rooms() {}

  static Space room(String id, @Nullable String parent, String... devices) {
    return ordered(id, parent, 0, devices);
  }

  static Space ordered(String id, @Nullable String parent, int order, String... devices) {
    return new Space(
        id,
        "Room " + id,
        Space.Kind.ROOM,
        null,
        parent,
        order,
        ids(devices),
        List.of(),
        List.of(),
        List.of(),
        null,
        NOON,
        NOON);
  }

  static List<DeviceId> ids(String... devices) {
    return Stream.of(devices).map(DeviceId::new).toList();
  }
}
