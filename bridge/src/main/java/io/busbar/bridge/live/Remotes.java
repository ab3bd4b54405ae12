package io.busbar.bridge.live;

import io.busbar.contracts.devices.Device;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Source;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which remotes there are and which of them are there now. A remote is a device whose type says so;
 * it is there while its driver has it and it does not say itself that it is offline. What is known
 * of its state from before its driver was lost is not taken for news.
 */
final class Remotes {
  private static final String TYPE = "remote";

  private final Map<DeviceId, Seen> remotes = new HashMap<>();

  /**
   * A remote came or went.
   *
   * @param battery in percent; null when it was never told
   */
  record Moved(Device device, boolean there, @Nullable Integer battery, Source source) {
    /** How spaces and its keys call it: the name it gives itself, or its device's id. */
    String remoteId() {
      return device.properties().text("remoteId").orElse(device.id().value());
    }
  }

  private record Seen(Device device, boolean there) {}

  /** Takes a device as it is, without news: what is there at the start did not come just now. */
  void learn(Device device, @Nullable DeviceState state) {
    if (isRemote(device)) {
      remotes.putIfAbsent(device.id(), new Seen(device, isThere(state)));
    }
  }

  /** A device was added or changed; a state that came before it counts now. */
  Optional<Moved> changed(Device device, @Nullable DeviceState state) {
    if (!isRemote(device)) {
      return removed(device);
    }
    Seen before = remotes.get(device.id());
    boolean there = isThere(state);
    remotes.put(device.id(), new Seen(device, there));
    return moved(before != null && before.there(), device, there, state, Source.DRIVER);
  }

  /** A device was taken away, and with it the remote that it may have been. */
  Optional<Moved> removed(Device device) {
    Seen before = remotes.remove(device.id());
    return before == null
        ? Optional.empty()
        : moved(before.there(), device, false, null, Source.DRIVER);
  }

  /** A device's state or availability changed. */
  Optional<Moved> changed(DeviceState state, Source source) {
    Seen before = remotes.get(state.deviceId());
    if (before == null) {
      return Optional.empty();
    }
    boolean there = isThere(state);
    remotes.put(state.deviceId(), new Seen(before.device(), there));
    return moved(before.there(), before.device(), there, state, source);
  }

  private static Optional<Moved> moved(
      boolean before, Device device, boolean there, @Nullable DeviceState state, Source source) {
    return before == there
        ? Optional.empty()
        : Optional.of(new Moved(device, there, battery(state), source));
  }

  private static @Nullable Integer battery(@Nullable DeviceState state) {
    Object level = state == null ? null : state.state().get("battery");
    return level instanceof Number number ? Math.round(number.floatValue()) : null;
  }

  private static boolean isRemote(Device device) {
    return device.removedAt() == null && device.deviceType().equals(TYPE);
  }

  private static boolean isThere(@Nullable DeviceState state) {
    return state != null
        && state.online()
        && !state.stale()
        && !Boolean.FALSE.equals(state.state().get("online"));
  }
}
