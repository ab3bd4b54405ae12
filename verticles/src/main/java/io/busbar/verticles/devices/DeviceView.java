package io.busbar.verticles.devices;

import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Secrets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Joins a registered device and its live state into what clients see; secrets stay inside. */
final class DeviceView {
  private final Domains domains;

  DeviceView(Domains domains) {
    this.domains = domains;
  }

  LogicalDevice of(Device device, @Nullable DeviceState live, Whereabouts.@Nullable Place place) {
    Fields properties = Secrets.without(device.properties());
    return new LogicalDevice(
        device.id(),
        device.endpoint().externalId(),
        device.name(),
        device.deviceType(),
        device.deviceType(),
        domains.domainOf(device.deviceType()),
        device.deviceType(),
        device.endpoint().driver().driverKey(),
        device.endpoint().driver().instanceId(),
        place == null ? null : place.id(),
        place == null ? null : place.name(),
        properties.text("manufacturer").orElse(null),
        properties.text("model").orElse(null),
        device.tags(),
        Secrets.without(device.target()),
        capabilities(device, live),
        device.commands(),
        properties,
        live == null ? Fields.EMPTY : live.state(),
        live != null && live.online(),
        live == null || live.stale(),
        device.removedAt() != null,
        live != null && live.missing(),
        live == null ? null : live.lastSeen(),
        device.createdAt(),
        device.updatedAt());
  }

  private List<String> capabilities(Device device, @Nullable DeviceState live) {
    Set<String> capabilities = new LinkedHashSet<>();
    device.properties().list("capabilities").stream()
        .filter(String.class::isInstance)
        .forEach(item -> capabilities.add((String) item));
    if (capabilities.isEmpty()) {
      device
          .commands()
          .forEach(command -> domains.capabilityOf(command.key()).ifPresent(capabilities::add));
      Fields state = live == null ? Fields.EMPTY : live.state();
      state
          .values()
          .keySet()
          .forEach(field -> domains.capabilityOfField(field).ifPresent(capabilities::add));
    }
    return List.copyOf(capabilities);
  }
}
