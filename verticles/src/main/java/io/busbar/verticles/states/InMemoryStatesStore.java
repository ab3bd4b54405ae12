package io.busbar.verticles.states;

import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.value.DeviceId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps states for the life of the process. */
public final class InMemoryStatesStore implements StatesStore {
  private final Map<DeviceId, DeviceState> states = new ConcurrentHashMap<>();

  @Override
  public Future<List<DeviceState>> all() {
    return Future.succeededFuture(List.copyOf(states.values()));
  }

  @Override
  public Future<Void> save(List<DeviceState> newer) {
    for (DeviceState state : newer) {
      states.merge(
          state.deviceId(),
          state,
          (old, candidate) -> candidate.version().compareTo(old.version()) >= 0 ? candidate : old);
    }
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> delete(DeviceId id) {
    states.remove(id);
    return Future.succeededFuture();
  }
}
