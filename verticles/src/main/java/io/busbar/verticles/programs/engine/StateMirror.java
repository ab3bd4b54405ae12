package io.busbar.verticles.programs.engine;

import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The present state of all devices, as programs see it. */
final class StateMirror {
  private final Map<DeviceId, DeviceState> states = new HashMap<>();

  /** The state before; null when the news is older than what is known. */
  @Nullable Fields learn(DeviceState news) {
    DeviceState known = states.get(news.deviceId());
    if (known != null && news.version().compareTo(known.version()) < 0) {
      return null;
    }
    states.put(news.deviceId(), news);
    return known == null ? Fields.EMPTY : known.state();
  }

  void forget(DeviceId device) {
    states.remove(device);
  }

  /** Whether the device is known and its driver is not there. */
  boolean isAway(DeviceId device) {
    DeviceState known = states.get(device);
    return known != null && !known.online();
  }

  /** The state of a device; the empty object when nothing is known of it. */
  Fields of(DeviceId device) {
    DeviceState known = states.get(device);
    return known == null ? Fields.EMPTY : known.state();
  }
}
