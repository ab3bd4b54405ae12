package io.busbar.verticles.home.model;

import io.busbar.contracts.integrations.ProcessesContract.Catalog;
import io.busbar.contracts.integrations.ProcessesContract.DriverPackage;
import io.busbar.contracts.integrations.ProcessesContract.Port;
import io.busbar.contracts.value.DriverKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which signals drivers take in and give out, as their manifests say (spec 7.3, io). */
public record Wiring(Map<DriverKey, Ports> drivers) {
  /** Nothing is said of any driver. */
  public static final Wiring NONE = new Wiring(Map.of());

  public Wiring {
    drivers = Map.copyOf(drivers);
  }

  /** What goes in and what comes out. */
  public record Ports(List<Port> inputs, List<Port> outputs) {
    static final Ports NONE = new Ports(List.of(), List.of());
  }

  /** The wiring of every driver of a catalog. */
  public static Wiring of(Catalog catalog) {
    Map<DriverKey, Ports> drivers = new HashMap<>();
    for (DriverPackage driver : catalog.drivers()) {
      drivers.put(driver.driverKey(), new Ports(driver.inputs(), driver.outputs()));
    }
    return new Wiring(drivers);
  }

  Ports of(DriverKey driver) {
    return drivers.getOrDefault(driver, Ports.NONE);
  }
}
