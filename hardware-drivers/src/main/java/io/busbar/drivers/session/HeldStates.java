package io.busbar.drivers.session;

import io.busbar.contracts.driver.DriverFrame.StateUpdate;
import io.busbar.contracts.states.StatePatch;
import io.busbar.contracts.value.Fields;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** State updates of a driver that is too fast: one merged patch a device. Pure. */
final class HeldStates {
  private static final int MAX_IDS = 1000;

  /** The merged patch of one device, and the messages that wait for their acknowledgement. */
  record Held(String externalId, Fields patch, List<Object> ids) {}

  private final Map<String, Held> byDevice = new LinkedHashMap<>();

  boolean isEmpty() {
    return byDevice.isEmpty();
  }

  boolean holds(String externalId) {
    return byDevice.containsKey(externalId);
  }

  /** Merges an update in. Answers false when too many acknowledgements wait: stop reading. */
  boolean hold(StateUpdate update) {
    Held before = byDevice.get(update.externalId());
    Fields patch =
        before == null ? update.patch() : StatePatch.apply(before.patch(), update.patch());
    List<Object> ids = before == null ? new ArrayList<>() : before.ids();
    if (update.id() != null) {
      ids.add(update.id());
    }
    byDevice.put(update.externalId(), new Held(update.externalId(), patch, ids));
    return ids.size() < MAX_IDS;
  }

  /** Takes out that of one device. */
  Optional<Held> take(String externalId) {
    return Optional.ofNullable(byDevice.remove(externalId));
  }

  /** Takes out the one that has waited longest. */
  Optional<Held> takeOldest() {
    Iterator<Held> all = byDevice.values().iterator();
    if (!all.hasNext()) {
      return Optional.empty();
    }
    Held oldest = all.next();
    all.remove();
    return Optional.of(oldest);
  }
}
