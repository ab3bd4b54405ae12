package io.busbar.verticles.commands.maps;

import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The latest state and the type of every device, to tell what changed. */
public final class KnownHouse {
  private final Map<DeviceId, Fields> states = new HashMap<>();
  private final Map<DeviceId, String> types = new HashMap<>();

  /** Learns a state unless a newer one is known already. */
  public void learn(DeviceId device, Fields state) {
    states.putIfAbsent(device, state);
  }

  /** Learns the state after a change. Answers the one before; empty when none was known. */
  public Fields changed(DeviceId device, Fields state) {
    Fields before = states.put(device, state);
    return before == null ? Fields.EMPTY : before;
  }

  /** The state of a device; empty when nothing is known of it. */
  public Fields stateOf(DeviceId device) {
    return states.getOrDefault(device, Fields.EMPTY);
  }

  public void is(DeviceId device, String type) {
    types.put(device, type);
  }

  public @Nullable String typeOf(DeviceId device) {
    return types.get(device);
  }

  public void forget(DeviceId device) {
    states.remove(device);
    types.remove(device);
  }
}
