package io.busbar.drivers.builtin;

import io.busbar.contracts.integrations.IntegrationsContract.PropertyDef;
import io.busbar.contracts.integrations.ProcessesContract.StartProcess;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.manifest.DriverFolder;
import io.busbar.drivers.manifest.DriverManifest;
import io.busbar.drivers.manifest.DriverType;
import io.busbar.drivers.process.DriverBody;
import io.busbar.drivers.process.Timers;
import io.busbar.drivers.process.log.DriverLog;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the drivers run that are part of the hub, supervised like processes. */
public final class BuiltInDrivers implements DriverBody.Maker {
  private final Vertx vertx;
  private final Timers timers;
  private final Supplier<URI> url;
  private final Map<DriverKey, BuiltInDriver> drivers;

  /**
   * @param url the driver socket of this hub; asked at each launch
   * @param drivers by the key of their manifest
   */
  public BuiltInDrivers(
      Vertx vertx, Timers timers, Supplier<URI> url, Map<DriverKey, BuiltInDriver> drivers) {
    this.vertx = vertx;
    this.timers = timers;
    this.url = url;
    this.drivers = Map.copyOf(drivers);
  }

  @Override
  public boolean makes(DriverType type) {
    return type == DriverType.JAVA;
  }

  @Override
  public @Nullable String unavailable(DriverFolder folder) {
    return drivers.containsKey(folder.manifest().driverKey())
        ? null
        : "This hub was built without it.";
  }

  @Override
  public DriverBody make(
      StartProcess wanted, DriverFolder folder, DriverLog log, DriverBody.Events events) {
    BuiltInDriver driver =
        drivers.getOrDefault(folder.manifest().driverKey(), BuiltInDrivers::missing);
    BuiltInDriver.Wanted run =
        new BuiltInDriver.Wanted(
            wanted.driver(),
            wanted.name(),
            url.get(),
            defaults(folder.manifest()).with(wanted.properties()));
    return new BuiltInBody(driver, run, log, events, vertx, timers);
  }

  private static void missing(BuiltInDriver.Wanted wanted) {
    throw new IllegalArgumentException("This hub was built without it.");
  }

  private static Fields defaults(DriverManifest manifest) {
    Fields defaults = Fields.EMPTY;
    for (PropertyDef property : manifest.properties()) {
      if (property.defaultValue() != null) {
        defaults = defaults.with(property.key(), property.defaultValue());
      }
    }
    return defaults;
  }
}
