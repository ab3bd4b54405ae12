package io.busbar.kit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The devices of a driver with their last states: what a new session is told first. */
final class Memory {
  static final int MAX_DEVICES = 2_000;
  private static final String EXTRAS = "extras";

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

  /** Keys replace, {@code extras} merges one level deep (spec 6.4). */
  void patched(String device, Map<String, @Nullable Object> patch) {
    Map<String, @Nullable Object> state =
        states.computeIfAbsent(device, id -> new LinkedHashMap<>());
    Object before = state.get(EXTRAS);
    state.putAll(patch);
    if (before instanceof Map<?, ?> && patch.get(EXTRAS) instanceof Map<?, ?>) {
      Map<String, @Nullable Object> merged = new LinkedHashMap<>(Json.object(before));
      merged.putAll(Json.object(patch.get(EXTRAS)));
      state.put(EXTRAS, merged);
    }
  }

  boolean knows(String device) {
    return devices.containsKey(device);
  }

  /** One frame per device, and one per state; later patches do not change them. */
  List<Map<String, @Nullable Object>> frames(String driverKey) {
    List<Map<String, @Nullable Object>> frames = new ArrayList<>();
    devices.forEach(
        (id, device) -> {
          frames.add(Frames.event("DEVICE_DISCOVERED", driverKey, id, device.announced()));
          Map<String, @Nullable Object> state = states.get(id);
          if (state != null) {
            frames.add(Frames.event("STATE_UPDATE", driverKey, id, new LinkedHashMap<>(state)));
          }
        });
    return frames;
  }
}
