package io.busbar.verticles.states;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.drivers.DriversContract;
import io.busbar.contracts.drivers.DriversContract.DriverView;
import io.busbar.contracts.drivers.DriversContract.Drivers;
import io.busbar.contracts.drivers.DriversContract.ListDrivers;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.value.DriverInstance;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges states that no node owns and that are still online, such as those a node had before it
 * ended and came back: when their driver has no session in two looks, it is lost. Only the first
 * node judges. Used on one context.
 */
final class Orphans {
  private static final Logger log = LoggerFactory.getLogger(Orphans.class);

  private final HubBus bus;
  private final StatesService states;
  private Set<DriverInstance> away = Set.of();

  Orphans(HubBus bus, StatesService states) {
    this.bus = bus;
    this.states = states;
  }

  /**
   * Looks once. Let as much time pass between looks as a driver may be away. Succeeds when it is
   * done, also when nobody tells of drivers.
   */
  Future<Void> look() {
    Set<DriverInstance> drivers = driversOfOrphans();
    if (drivers.isEmpty()) {
      away = Set.of();
      return Future.succeededFuture();
    }
    return bus.request(DriversContract.LIST, new ListDrivers("connected"))
        .onSuccess(connected -> judge(drivers, connected))
        .onFailure(cause -> log.warn("Drivers were not asked for: {}", cause.getMessage()))
        .transform(asked -> Future.succeededFuture());
  }

  private Set<DriverInstance> driversOfOrphans() {
    Set<DriverInstance> drivers = new HashSet<>();
    if (states.owners().isFirst()) {
      for (DeviceState state : states.known()) {
        if (state.online() && states.owners().isOrphan(state.deviceId())) {
          drivers.add(state.driver());
        }
      }
    }
    return drivers;
  }

  private void judge(Set<DriverInstance> drivers, Drivers connected) {
    for (DriverView one : connected.drivers()) {
      drivers.remove(DriverInstance.of(one.driverKey(), one.instanceId()));
    }
    Set<DriverInstance> before = away;
    away = drivers;
    drivers.stream().filter(before::contains).forEach(states::driverLost);
  }
}
