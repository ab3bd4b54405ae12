package io.busbar.hub;

import io.busbar.contracts.driver.DriverDoor;
import io.busbar.contracts.value.DriverKey;
import io.busbar.drivers.builtin.BuiltInDriver;
import io.busbar.drivers.builtin.BuiltInDrivers;
import io.busbar.drivers.builtin.HostSensorsDriver;
import io.busbar.drivers.manifest.DriverLibrary;
import io.busbar.drivers.process.ProcessesVerticle;
import io.busbar.drivers.process.Timers;
import io.busbar.drivers.process.launch.HubPorts;
import io.busbar.drivers.process.launch.ProcessSettings;
import io.busbar.drivers.process.stdio.ProcessMaker;
import io.busbar.hostsensors.OshiReadings;
import io.busbar.hub.config.HubConfig;
import io.busbar.hub.config.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** The supervisor of local drivers: processes of three languages and what is built in. */
final class LocalDrivers {
  private static final DriverKey HOST_SENSORS = HostSensorsDriver.KEY;

  private final Node node;
  private final HubConfig config;
  private final DriverDoor door;
  private final Doors doors;

  LocalDrivers(Node node, DriverDoor door, Doors doors) {
    this.node = node;
    this.config = node.config();
    this.door = door;
    this.doors = doors;
  }

  /** Where this hub finds the folders of drivers: its own, and what was installed. */
  static DriverLibrary library(HubConfig config) {
    return new DriverLibrary(ownFolder(config), config.storage().driversDir());
  }

  ProcessesVerticle supervisor(Clock clock, RandomGenerator random) {
    Path instances = config.storage().dir().resolve("instances");
    Timers timers = Timers.of(node.vertx());
    return new ProcessesVerticle(
        node.bus(),
        library(config),
        List.of(
            new ProcessMaker(node.vertx(), door, timers, settings(instances)),
            new BuiltInDrivers(node.vertx(), timers, this::driverSocket, builtIn())),
        instances,
        clock,
        random);
  }

  private ProcessSettings settings(Path instances) {
    return new ProcessSettings(
        ownFolder(config).resolve("kit"),
        instances,
        () -> new HubPorts(doors.httpPort(), doors.driverPort()),
        System.getenv(),
        Objects.requireNonNullElse(config.drivers().python(), ""),
        config.log().level().name().toLowerCase(Locale.ROOT),
        ZoneId.systemDefault());
  }

  private Map<DriverKey, BuiltInDriver> builtIn() {
    if (!config.hostSensors().enabled()) {
      return Map.of();
    }
    Secret token = config.drivers().token();
    return Map.of(
        HOST_SENSORS,
        new HostSensorsDriver(OshiReadings::new, token == null ? null : token.reveal()));
  }

  private URI driverSocket() {
    return URI.create("ws://%s:%d/driver".formatted(doors.nearHost(), doors.driverPort()));
  }

  private static Path ownFolder(HubConfig config) {
    return config.home().resolve("hardware-drivers");
  }
}
