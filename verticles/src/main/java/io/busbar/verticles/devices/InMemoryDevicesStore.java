package io.busbar.verticles.devices;

import io.busbar.contracts.devices.Device;
import io.busbar.contracts.value.DeviceId;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps devices for the life of the process. */
public final class InMemoryDevicesStore implements DevicesStore {
  private static final Comparator<Device> OLDEST_FIRST =
      Comparator.comparing(Device::createdAt).thenComparing(device -> device.id().value());

  private final Map<DeviceId, Device> devices = new ConcurrentHashMap<>();

  @Override
  public Future<List<Device>> all() {
    return Future.succeededFuture(devices.values().stream().sorted(OLDEST_FIRST).toList());
  }

  @Override
  public Future<Void> save(Device device) {
    devices.put(device.id(), device);
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> delete(DeviceId id) {
    devices.remove(id);
    return Future.succeededFuture();
  }
}
