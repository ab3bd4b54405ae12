package io.busbar.verticles.integrations;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.integrations.ProcessesContract;
import io.busbar.contracts.integrations.ProcessesContract.DriverPackage;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Nothing;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** The drivers the supervisor knows, remembered for a while. */
final class Catalog {
  private static final Duration FRESH_FOR = Duration.ofSeconds(30);

  private final HubBus bus;
  private final InstantSource clock;
  private volatile Snapshot known = new Snapshot(Map.of(), Instant.MIN);

  Catalog(HubBus bus, InstantSource clock) {
    this.bus = bus;
    this.clock = clock;
  }

  /** Asks the supervisor. Fails: UNAVAILABLE. */
  Future<Map<DriverKey, DriverPackage>> ask() {
    return bus.request(ProcessesContract.CATALOG, Nothing.NOTHING).map(this::remember);
  }

  /** What is remembered, asked again when that is old; when nobody answers, the old answer. */
  Future<Map<DriverKey, DriverPackage>> recent() {
    Snapshot last = known;
    if (clock.instant().isBefore(last.until())) {
      return Future.succeededFuture(last.drivers());
    }
    return last.drivers().isEmpty() ? ask() : ask().otherwise(last.drivers());
  }

  /** Fails: NOT_FOUND no such driver · UNAVAILABLE. */
  Future<DriverPackage> require(DriverKey driver) {
    return ask().map(drivers -> required(drivers, driver));
  }

  private static DriverPackage required(Map<DriverKey, DriverPackage> drivers, DriverKey driver) {
    DriverPackage found = drivers.get(driver);
    if (found == null) {
      throw HubFailure.notFound("driver", driver).hint("The catalog lists the drivers there are.");
    }
    return found;
  }

  private Map<DriverKey, DriverPackage> remember(ProcessesContract.Catalog answer) {
    Map<DriverKey, DriverPackage> drivers = new LinkedHashMap<>();
    answer.drivers().forEach(driver -> drivers.put(driver.driverKey(), driver));
    known = new Snapshot(drivers, clock.instant().plus(FRESH_FOR));
    return drivers;
  }

  private record Snapshot(Map<DriverKey, DriverPackage> drivers, Instant until) {}
}
