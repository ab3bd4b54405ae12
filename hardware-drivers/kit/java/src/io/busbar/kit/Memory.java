package io.busbar.kit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The devices of a driver with their last states: what a new session is told first. */
final class Memory {
  static final int MAX_DEVICES = 2_000;

  private final Map<String, Device> devices = new LinkedHashMap<>();
  private final Map<String, Map<String, @Nullable Object>> states = new LinkedHashMap<>();

  void announced(Device device) {
    if (!devices.containsKey(device.id()) && devices.size() >= MAX_DEVICES) {
      throw new IllegalArgumentException(
          "a driver may announce at most %d devices".formatted(MAX_DEVICES));
    }
    devices.put(device.id(), device);
  }

  void removed(String device) {
    devices.remove(device);
    states.remove(device);
  }

  void patched(String device, Map<String, @Nullable Object> patch) {
    states.computeIfAbsent(device, id -> new LinkedHashMap<>()).putAll(patch);
  }

  boolean knows(String device) {
    return devices.containsKey(device);
  }

  /** One frame per device, and one per state. */
  List<Map<String, @Nullable Object>> frames(String driverKey) {
    List<Map<String, @Nullable Object>> frames = new ArrayList<>();
    devices.forEach(
        (id, device) -> {
          frames.add(Frames.event("DEVICE_DISCOVERED", driverKey, id, device.announced()));
          Map<String, @Nullable Object> state = states.get(id);
          if (state != null) {
            frames.add(Frames.event("STATE_UPDATE", driverKey, id, state));
          }
        });
    return frames;
  }
}
