package io.busbar.verticles.integrations;

import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.InstanceId;
import java.time.Instant;

/**
 * An instance of a driver that somebody set up.
 *
 * @param properties with secrets sealed
 * @param enabled whether it starts with the hub
 */
record StoredInstance(
    InstanceId id,
    DriverKey driverKey,
    String name,
    Fields properties,
    boolean enabled,
    Instant createdAt,
    Instant updatedAt) {

  DriverInstance driver() {
    return new DriverInstance(driverKey, id);
  }

  StoredInstance changed(String newName, Fields newProperties, Instant now) {
    return new StoredInstance(id, driverKey, newName, newProperties, enabled, createdAt, now);
  }

  StoredInstance enabled(boolean nowEnabled, Instant now) {
    return enabled == nowEnabled
        ? this
        : new StoredInstance(id, driverKey, name, properties, nowEnabled, createdAt, now);
  }

  @Override
  public String toString() {
    return "StoredInstance[driver=%s, name=%s, enabled=%s]".formatted(driver(), name, enabled);
  }
}
