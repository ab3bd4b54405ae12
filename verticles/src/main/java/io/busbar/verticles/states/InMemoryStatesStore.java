package io.busbar.verticles.states;

import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.StateVersion;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps states for the life of the process. */
public final class InMemoryStatesStore implements StatesStore {
  private final Map<DeviceId, DeviceState> states = new ConcurrentHashMap<>();
  private final Map<DriverInstance, String> places = new ConcurrentHashMap<>();

  @Override
  public Future<List<DeviceState>> all() {
    return Future.succeededFuture(List.copyOf(states.values()));
  }

  @Override
  public Future<List<DeviceState>> read(List<DeviceId> ids) {
    return Future.succeededFuture(
        states.values().stream().filter(state -> ids.contains(state.deviceId())).toList());
  }

  @Override
  public Future<Map<DeviceId, StateVersion>> save(List<DeviceState> newer) {
    Map<DeviceId, StateVersion> standing = new HashMap<>();
    for (DeviceState state : newer) {
      DeviceState kept =
          states.merge(
              state.deviceId(),
              state,
              (old, candidate) ->
                  candidate.version().compareTo(old.version()) >= 0 ? candidate : old);
      if (kept.version().compareTo(state.version()) > 0) {
        standing.put(state.deviceId(), kept.version());
      }
    }
    return Future.succeededFuture(standing);
  }

  @Override
  public Future<Void> place(DriverInstance driver, String node) {
    places.put(driver, node);
    return Future.succeededFuture();
  }

  @Override
  public Future<Map<DriverInstance, String>> places(Set<DriverInstance> drivers) {
    Map<DriverInstance, String> known = new HashMap<>(places);
    known.keySet().retainAll(drivers);
    return Future.succeededFuture(known);
  }

  @Override
  public Future<Void> delete(DeviceId id) {
    states.remove(id);
    return Future.succeededFuture();
  }
}
