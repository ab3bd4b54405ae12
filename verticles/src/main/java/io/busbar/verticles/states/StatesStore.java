package io.busbar.verticles.states;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.StateVersion;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the last state of each device. Fails with {@link HubFailure} UNAVAILABLE when it cannot.
 */
public interface StatesStore {
  /** Reads the last stored state of every device. */
  Future<List<DeviceState>> all();

  /** Reads the last stored states of these devices, of those that have one. */
  Future<List<DeviceState>> read(List<DeviceId> ids);

  /**
   * Stores states, each unless a newer version is stored already. Succeeds when all are durable,
   * together or not at all, with the versions that stand in the way of the others.
   */
  Future<Map<DeviceId, StateVersion>> save(List<DeviceState> states);

  /** Keeps at which node a driver registered last. */
  Future<Void> place(DriverInstance driver, String node);

  /** At which nodes these drivers registered last, of those of which it is known. */
  Future<Map<DriverInstance, String>> places(Set<DriverInstance> drivers);

  /** Forgets a device; one that is not there is no failure. */
  Future<Void> delete(DeviceId id);
}
