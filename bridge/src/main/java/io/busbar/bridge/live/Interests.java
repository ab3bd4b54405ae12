package io.busbar.bridge.live;

import io.busbar.contracts.value.DeviceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whom an event may concern, found by its device: who rests must not make what happens slow. */
final class Interests {
  private final Map<LiveClient, Set<DeviceId>> limited = new LinkedHashMap<>();
  private final Map<DeviceId, Set<LiveClient>> byDevice = new HashMap<>();
  private final Set<LiveClient> unlimited = new LinkedHashSet<>();

  /** Takes a client in, or takes up what it is interested in now. */
  void put(LiveClient client) {
    remove(client);
    Set<DeviceId> devices = client.devices();
    if (devices == null) {
      unlimited.add(client);
      return;
    }
    Set<DeviceId> now = Set.copyOf(devices);
    limited.put(client, now);
    now.forEach(
        device -> byDevice.computeIfAbsent(device, first -> new LinkedHashSet<>()).add(client));
  }

  void remove(LiveClient client) {
    unlimited.remove(client);
    Set<DeviceId> devices = limited.remove(client);
    if (devices != null) {
      devices.forEach(device -> byDevice.computeIfPresent(device, (key, all) -> less(all, client)));
    }
  }

  private static @Nullable Set<LiveClient> less(Set<LiveClient> all, LiveClient client) {
    all.remove(client);
    return all.isEmpty() ? null : all;
  }

  /** Each client that one of these events may concern, once; those of no interest may be among. */
  List<LiveClient> in(List<LiveEvent> events) {
    List<LiveClient> concerned = new ArrayList<>(unlimited);
    if (limited.isEmpty()) {
      return concerned;
    }
    Set<LiveClient> found = new LinkedHashSet<>();
    DeviceId last = null;
    for (LiveEvent event : events) {
      DeviceId device = event.deviceId();
      if (event.movesDevices()) {
        found.addAll(limited.keySet());
      } else if (device != null && !device.equals(last)) {
        found.addAll(byDevice.getOrDefault(device, Set.of()));
        last = device;
      }
    }
    concerned.addAll(found);
    return concerned;
  }
}
