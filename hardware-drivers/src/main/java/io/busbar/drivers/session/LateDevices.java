package io.busbar.drivers.session;

import io.busbar.contracts.driver.DriverFrame.Announce;
import io.busbar.contracts.driver.DriverFrame.StateUpdate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Devices that could not be stored when their driver announced them, because the database was away:
 * they are announced again by the hub, and what the driver says of them meanwhile is kept. Pure.
 */
final class LateDevices {
  private static final int MAX = 1000;

  private final Map<String, Announce> announced = new LinkedHashMap<>();
  private final HeldStates states = new HeldStates();

  /** Remembers an announcement, the latest of a device; beyond the limit the driver must repeat. */
  void add(Announce announce) {
    if (announced.size() < MAX || announced.containsKey(announce.externalId())) {
      announced.put(announce.externalId(), announce);
    }
  }

  boolean contains(String externalId) {
    return announced.containsKey(externalId);
  }

  /** Keeps a state. Answers false when too many acknowledgements wait: stop reading. */
  boolean hold(StateUpdate update) {
    return states.hold(update);
  }

  /** The one that has waited longest. */
  @Nullable Announce oldest() {
    return announced.isEmpty() ? null : announced.values().iterator().next();
  }

  /** A device is stored, or gone. Answers what was said of it meanwhile. */
  Optional<HeldStates.Held> remove(String externalId) {
    announced.remove(externalId);
    return states.take(externalId);
  }
}
