package io.busbar.verticles.integrations;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.InstanceId;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** {@link IntegrationsStore} without a database. */
final class InMemoryIntegrationsStore implements IntegrationsStore {
  private static final Comparator<StoredInstance> OLDEST_FIRST =
      Comparator.comparing(StoredInstance::createdAt).thenComparing(one -> one.id().value());

  private final Map<InstanceId, StoredInstance> instances = new ConcurrentHashMap<>();
  private final Set<InstanceId> claimed = new HashSet<>();

  @Override
  public Future<List<StoredInstance>> all() {
    return Future.succeededFuture(instances.values().stream().sorted(OLDEST_FIRST).toList());
  }

  @Override
  public Future<List<StoredInstance>> of(DriverKey driver) {
    return all().map(all -> all.stream().filter(one -> one.driverKey().equals(driver)).toList());
  }

  @Override
  public Future<StoredInstance> find(InstanceId id) {
    StoredInstance found = instances.get(id);
    return found == null ? missing(id) : Future.succeededFuture(found);
  }

  @Override
  public Future<Void> add(StoredInstance instance) {
    return instances.putIfAbsent(instance.id(), instance) == null
        ? Future.succeededFuture()
        : Future.failedFuture(HubFailure.conflict("DUPLICATE", "It exists.", "Choose another."));
  }

  @Override
  public synchronized Future<Boolean> addOnce(StoredInstance instance) {
    return claimed.add(instance.id()) ? add(instance).map(true) : Future.succeededFuture(false);
  }

  @Override
  public Future<Void> replace(StoredInstance instance) {
    return instances.replace(instance.id(), instance) == null
        ? missing(instance.id())
        : Future.succeededFuture();
  }

  @Override
  public Future<Void> remove(InstanceId id) {
    return instances.remove(id) == null ? missing(id) : Future.succeededFuture();
  }

  private static <T> Future<T> missing(InstanceId id) {
    return Future.failedFuture(HubFailure.notFound("instance", id));
  }
}
