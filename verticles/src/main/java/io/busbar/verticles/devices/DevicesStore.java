package io.busbar.verticles.devices;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.value.DeviceId;
import io.vertx.core.Future;
import java.util.List;

/** Keeps devices. Every method fails with {@link HubFailure} UNAVAILABLE when it cannot. */
public interface DevicesStore {
  /** Reads all devices, oldest first. */
  Future<List<Device>> all();

  /** Inserts or replaces a device. Succeeds when it is durable. */
  Future<Void> save(Device device);

  /** Deletes a device; one that is not there is no failure. */
  Future<Void> delete(DeviceId id);
}
