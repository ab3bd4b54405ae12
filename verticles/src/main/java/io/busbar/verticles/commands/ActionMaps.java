package io.busbar.verticles.commands;

import io.busbar.contracts.commands.ActionMap;
import io.busbar.contracts.commands.ActionMap.Direction;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.commands.maps.Conversion;
import io.busbar.verticles.commands.maps.Template;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the outbound action map of a command and applies it (spec 9.4). Pure. */
final class ActionMaps {
  private static final Comparator<ActionMap> MOST_SPECIFIC_FIRST =
      Comparator.comparingInt(ActionMaps::specificity)
          .thenComparingInt(ActionMap::priority)
          .reversed()
          .thenComparing(ActionMap::id);

  private ActionMaps() {}

  /** What a driver is to be sent. */
  record Mapped(String command, Fields payload, @Nullable String mappedBy) {}

  static Mapped map(Collection<ActionMap> maps, Device device, String action, Fields payload) {
    return find(maps, device, action)
        .map(found -> applied(found, payload))
        .orElseGet(() -> new Mapped(action, payload, null));
  }

  private static Optional<ActionMap> find(
      Collection<ActionMap> maps, Device device, String action) {
    return maps.stream()
        .filter(map -> map.enabled() && map.direction() == Direction.OUTBOUND)
        .filter(map -> map.action().equals(action) && appliesTo(map, device))
        .min(MOST_SPECIFIC_FIRST);
  }

  static boolean appliesTo(ActionMap map, Device device) {
    return (map.deviceId() == null || map.deviceId().equals(device.id()))
        && (map.driverKey() == null
            || map.driverKey().equals(device.endpoint().driver().driverKey()))
        && (map.deviceType() == null || map.deviceType().equals(device.deviceType()));
  }

  private static int specificity(ActionMap map) {
    return (map.deviceId() == null ? 0 : 4)
        + (map.driverKey() == null ? 0 : 2)
        + (map.deviceType() == null ? 0 : 1);
  }

  /** What the map makes of arguments. */
  static Mapped applied(ActionMap map, Fields payload) {
    Fields template = map.payloadTemplate();
    Fields shaped =
        template == null
            ? payload
            : Template.filled(template, Fields.of("payload", payload.values()));
    return new Mapped(map.command(), Conversion.of(map, shaped), map.id());
  }
}
