package io.busbar.verticles.home.model;

import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.spaces.RemoteSource;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.value.DeviceId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Everything in the house, as the services that own it last said. */
public record HouseNow(
    List<LogicalDevice> devices,
    List<Space> spaces,
    List<Program> programs,
    List<RemoteSource> sources,
    long revision) {

  /** The devices by their ids. */
  public Map<DeviceId, LogicalDevice> devicesById() {
    Map<DeviceId, LogicalDevice> byId = new HashMap<>(devices.size() * 2);
    devices.forEach(device -> byId.put(device.id(), device));
    return byId;
  }
}
