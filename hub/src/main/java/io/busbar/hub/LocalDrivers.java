package io.busbar.hub;

import io.busbar.contracts.driver.DriverDoor;
import io.busbar.contracts.home.Bootstrap;
import io.busbar.contracts.home.HomeContract;
import io.busbar.contracts.remotes.RemotesContract;
import io.busbar.contracts.remotes.RemotesContract.PressKey;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Nothing;
import io.busbar.contracts.value.Source;
import io.busbar.drivers.builtin.BuiltInDriver;
import io.busbar.drivers.builtin.BuiltInDrivers;
import io.busbar.drivers.builtin.DemoHouseDriver;
import io.busbar.drivers.builtin.GenericIrDriver;
import io.busbar.drivers.builtin.HostSensorsDriver;
import io.busbar.drivers.builtin.MqttDiscoveryDriver;
import io.busbar.drivers.builtin.Rs90Driver;
import io.busbar.drivers.extender.Extenders;
import io.busbar.drivers.extender.MdnsFinder;
import io.busbar.drivers.manifest.DriverLibrary;
import io.busbar.drivers.mqtt.MqttLink;
import io.busbar.drivers.process.ProcessesVerticle;
import io.busbar.drivers.process.Timers;
import io.busbar.drivers.process.launch.HubPorts;
import io.busbar.drivers.process.launch.ProcessSettings;
import io.busbar.drivers.process.stdio.ProcessMaker;
import io.busbar.drivers.rs90.keys.RemoteKey;
import io.busbar.hostsensors.OshiReadings;
import io.busbar.hub.config.HubConfig;
import io.busbar.hub.config.Secret;
import io.vertx.core.Future;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The supervisor of local drivers: processes of three languages and what is built in. */
final class LocalDrivers {
  private static final DriverKey HOST_SENSORS = HostSensorsDriver.KEY;
  private static final Duration BROWSING = Duration.ofSeconds(3);
  private static final Duration RESTING = Duration.ofSeconds(30);

  private final Node node;
  private final HubConfig config;
  private final DriverDoor door;
  private final Doors doors;
  private final Extenders extenders;
  private final MqttLink mqtt;

  /**
   * @param mqtt the brokers of the house
   */
  LocalDrivers(Node node, DriverDoor door, Doors doors, Extenders extenders, MqttLink mqtt) {
    this.node = node;
    this.config = node.config();
    this.door = door;
    this.doors = doors;
    this.extenders = extenders;
    this.mqtt = mqtt;
  }

  /**
   * Where this hub finds the folders of drivers: its own, and what was installed. The demo house is
   * one of them only while it is on. An instance of it made earlier, and its devices, stay and are
   * offline then: a setting that is left out once must not cost the names and rooms they were
   * given.
   */
  static DriverLibrary library(HubConfig config) {
    Set<DriverKey> withheld = config.demo().enabled() ? Set.of() : Set.of(DemoHouseDriver.KEY);
    return new DriverLibrary(ownFolder(config), config.storage().driversDir(), withheld);
  }

  ProcessesVerticle supervisor(Clock clock, RandomGenerator random) {
    Path instances = config.storage().dir().resolve("instances");
    Timers timers = Timers.of(node.vertx());
    return new ProcessesVerticle(
        node.bus(),
        library(config),
        List.of(
            new ProcessMaker(node.vertx(), door, timers, settings(instances)),
            new BuiltInDrivers(
                node.vertx(), timers, this::driverSocket, builtIn(instances, clock))),
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

  private Map<DriverKey, BuiltInDriver> builtIn(Path instances, Clock clock) {
    Secret secret = config.drivers().token();
    String token = secret == null ? null : secret.reveal();
    Map<DriverKey, BuiltInDriver> drivers = new HashMap<>();
    if (config.hostSensors().enabled()) {
      drivers.put(HOST_SENSORS, new HostSensorsDriver(OshiReadings::new, token));
    }
    if (config.demo().enabled()) {
      Clock local = Clock.system(ZoneId.systemDefault());
      drivers.put(DemoHouseDriver.KEY, new DemoHouseDriver(local, new Random(), token));
    }
    drivers.put(GenericIrDriver.KEY, infrared(instances, clock, token));
    if (hasBroker()) {
      drivers.put(
          MqttDiscoveryDriver.KEY, new MqttDiscoveryDriver(node.vertx(), mqtt, this::hubId, token));
      Rs90Driver remotes = new Rs90Driver(node.vertx(), mqtt, this::pressed, clock, token);
      drivers.put(Rs90Driver.KEY, remotes);
    }
    return drivers;
  }

  private GenericIrDriver infrared(Path instances, Clock clock, @Nullable String token) {
    MdnsFinder finder = new MdnsFinder(node.vertx(), MdnsFinder::network, clock, BROWSING, RESTING);
    return new GenericIrDriver(node.vertx(), extenders, finder, instances, clock, token);
  }

  private boolean hasBroker() {
    return config.mqtt().port() != null
        || config.mqtt().tlsPort() != null
        || config.mqttHouse().bridge() != null;
  }

  private Future<String> hubId() {
    return node.bus().request(HomeContract.READ_HUB, Nothing.NOTHING).map(Bootstrap.Hub::id);
  }

  private Future<Void> pressed(String remote, RemoteKey key, String press) {
    PressKey pressed = new PressKey(remote, key.name(), press, Source.MQTT, null);
    return node.bus().request(RemotesContract.PRESS, pressed).mapEmpty();
  }

  private URI driverSocket() {
    return URI.create("ws://%s:%d/driver".formatted(doors.nearHost(), doors.driverPort()));
  }

  private static Path ownFolder(HubConfig config) {
    return config.home().resolve("hardware-drivers");
  }
}
