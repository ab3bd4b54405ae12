package io.busbar.bridge.live;

import io.busbar.contracts.value.DeviceId;
import java.util.Set;

/**
 * What a client wants to hear; an empty set means no restriction.
 *
 * @param deviceIds only what concerns these devices
 * @param events only these kinds ("state", "event") or types of protocol events
 */
public record LiveFilter(Set<DeviceId> deviceIds, Set<String> events) {
  /** Everything. */
  public static final LiveFilter ALL = new LiveFilter(Set.of(), Set.of());

  public LiveFilter {
    deviceIds = Set.copyOf(deviceIds);
    events = Set.copyOf(events);
  }

  public boolean isAll() {
    return deviceIds.isEmpty() && events.isEmpty();
  }

  public boolean accepts(LiveEvent event) {
    return acceptsDevice(event)
        && (events.isEmpty()
            || events.contains(event.kind().word())
            || events.contains(event.type()));
  }

  /** Whether a device's state belongs into this client's snapshot. */
  public boolean acceptsState(DeviceId deviceId) {
    return deviceIds.isEmpty() || deviceIds.contains(deviceId);
  }

  private boolean acceptsDevice(LiveEvent event) {
    DeviceId device = event.deviceId();
    return deviceIds.isEmpty() || (device != null && deviceIds.contains(device));
  }
}
