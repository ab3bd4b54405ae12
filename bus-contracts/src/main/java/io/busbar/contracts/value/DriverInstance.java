package io.busbar.contracts.value;

/** A driver as the hub addresses it: its type and which copy of it. */
public record DriverInstance(DriverKey driverKey, InstanceId instanceId) {
  public static DriverInstance of(String driverKey, String instanceId) {
    return new DriverInstance(new DriverKey(driverKey), new InstanceId(instanceId));
  }

  /** {@code KEY/instance}: the owner part of an address. */
  @Override
  public String toString() {
    return driverKey + "/" + instanceId;
  }
}
