package io.busbar.verticles.integrations;

import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.InstanceId;
import io.vertx.core.Future;
import java.util.List;

/** Where instances are kept. Every method may also fail with UNAVAILABLE. */
interface IntegrationsStore {
  /** All instances, oldest first. */
  Future<List<StoredInstance>> all();

  /** The instances of one driver, oldest first. */
  Future<List<StoredInstance>> of(DriverKey driver);

  /** Fails: NOT_FOUND. */
  Future<StoredInstance> find(InstanceId id);

  /** Fails: CONFLICT when the id is in use. */
  Future<Void> add(StoredInstance instance);

  /**
   * Adds an instance the hub sets up by itself, unless it ever did so: one that a person removed
   * does not come back. Succeeds with whether it was added.
   */
  Future<Boolean> addOnce(StoredInstance instance);

  /** Stores what can change: name, properties, enabled, time. Fails: NOT_FOUND. */
  Future<Void> replace(StoredInstance instance);

  /** Fails: NOT_FOUND. */
  Future<Void> remove(InstanceId id);
}
