package io.busbar.verticles.integrations;

import io.busbar.contracts.integrations.ProcessesContract.Condition;
import io.busbar.contracts.integrations.ProcessesContract.DriverPackage;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens to instances when the hub starts. */
final class StartUp {
  private static final Logger log = LoggerFactory.getLogger(StartUp.class);
  private static final int AT_ONCE = 4;

  private final IntegrationsStore store;
  private final Catalog catalog;
  private final InstanceRunner runner;
  private final InstantSource clock;

  StartUp(IntegrationsStore store, Catalog catalog, InstanceRunner runner, InstantSource clock) {
    this.store = store;
    this.catalog = catalog;
    this.runner = runner;
    this.clock = clock;
  }

  /**
   * Sets up once what drivers ask for by themselves, then starts all enabled instances, {@value
   * #AT_ONCE} at a time. Succeeds when each was tried: one that does not start disturbs no other.
   * Fails UNAVAILABLE when the supervisor or the store does not answer; then nothing was started.
   */
  Future<Void> run() {
    return catalog
        .ask()
        .compose(drivers -> addAutomatic(drivers).compose(done -> startEnabled(drivers)));
  }

  private Future<Void> addAutomatic(Map<DriverKey, DriverPackage> drivers) {
    Future<Void> all = Future.succeededFuture();
    for (DriverPackage driver : drivers.values()) {
      if (driver.autoStart() != null && driver.unavailable() == null) {
        all = all.compose(before -> store.addOnce(automatic(driver))).mapEmpty();
      }
    }
    return all;
  }

  private StoredInstance automatic(DriverPackage driver) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new StoredInstance(
        Objects.requireNonNull(driver.autoStart()),
        driver.driverKey(),
        driver.name(),
        Fields.EMPTY,
        true,
        now,
        now);
  }

  private Future<Void> startEnabled(Map<DriverKey, DriverPackage> drivers) {
    return store
        .all()
        .map(all -> all.stream().filter(StoredInstance::enabled).toList())
        .compose(
            enabled ->
                Future.join(
                        IntStream.range(0, AT_ONCE)
                            .mapToObj(lane -> startLane(enabled, lane, drivers))
                            .toList())
                    .mapEmpty());
  }

  private Future<Void> startLane(
      List<StoredInstance> enabled, int lane, Map<DriverKey, DriverPackage> drivers) {
    Future<Void> all = Future.succeededFuture();
    for (int i = lane; i < enabled.size(); i += AT_ONCE) {
      StoredInstance instance = enabled.get(i);
      all = all.compose(before -> start(instance, drivers.get(instance.driverKey())));
    }
    return all;
  }

  private Future<Void> start(StoredInstance instance, @Nullable DriverPackage driver) {
    Future<Condition> condition =
        driver == null
            ? Future.succeededFuture(InstanceRunner.assumed(instance, null))
            : runner.startIfPossible(instance, driver);
    return condition
        .onSuccess(
            now -> {
              if (now.lastError() != null) {
                log.warn("{} is {}: {}", instance.driver(), now.status(), now.lastError());
              }
            })
        .mapEmpty();
  }
}
