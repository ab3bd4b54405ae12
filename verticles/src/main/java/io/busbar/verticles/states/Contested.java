package io.busbar.verticles.states;

import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatesContract.SpeakFor;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Nothing;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Settles whose state stands when another node stored one of a device that this node has for its
 * own. The node where the driver registered last goes on: a node that stood still may not know yet
 * that its driver has moved, and one that was cut off may have spoken for a driver it did not see.
 */
final class Contested {
  private final StatesService states;
  private final StatesStore store;
  private final boolean alone;

  Contested(StatesService states, StatesStore store, boolean alone) {
    this.states = states;
    this.store = store;
    this.alone = alone;
  }

  /**
   * From now on this node speaks for the driver's devices, and begins with what is stored: it may
   * have had them for its own while the driver still spoke to a node it was not in touch with.
   */
  Future<Nothing> speakFor(SpeakFor question) {
    return alone
        ? Future.succeededFuture(Nothing.NOTHING)
        : store
            .place(question.driver(), states.node())
            .compose(placed -> states.adoption().readAll(question.driver()))
            .map(Nothing.NOTHING);
  }

  /** Succeeds with what is to be stored above what stands there. */
  Future<List<DeviceState>> settle(Set<DeviceId> ids) {
    return store
        .read(List.copyOf(ids))
        .compose(
            standing -> store.places(drivers(standing)).map(places -> stronger(standing, places)));
  }

  private static Set<DriverInstance> drivers(List<DeviceState> standing) {
    return standing.stream().map(DeviceState::driver).collect(Collectors.toSet());
  }

  private List<DeviceState> stronger(
      List<DeviceState> standing, Map<DriverInstance, String> places) {
    List<DeviceState> again = new ArrayList<>();
    for (DeviceState stored : standing) {
      DeviceId id = stored.deviceId();
      if (states.owners().isMine(id)) {
        String place = places.getOrDefault(stored.driver(), states.node());
        if (place.equals(states.node())) {
          again.add(states.takeBack(id, stored.version()));
        } else {
          states.follow(place, stored);
        }
      }
    }
    return again;
  }
}
