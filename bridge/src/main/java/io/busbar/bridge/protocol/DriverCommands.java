package io.busbar.bridge.protocol;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.DeviceList;
import io.busbar.contracts.devices.DevicesContract.ListDevices;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.drivers.DriversContract;
import io.busbar.contracts.drivers.DriversContract.DriverView;
import io.busbar.contracts.drivers.DriversContract.Drivers;
import io.busbar.contracts.drivers.DriversContract.ListDrivers;
import io.busbar.contracts.drivers.DriversContract.SendMessage;
import io.busbar.contracts.drivers.DriversContract.Status;
import io.busbar.contracts.integrations.IntegrationsContract;
import io.busbar.contracts.integrations.IntegrationsContract.Integration;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.InstanceId;
import io.busbar.contracts.value.Nothing;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Installed drivers, running drivers and their connections. */
final class DriverCommands {
  private final HubBus bus;

  DriverCommands(HubBus bus) {
    this.bus = bus;
  }

  /** An installed driver without its setup form. */
  record InstalledDriver(
      String key,
      DriverKey driverKey,
      String name,
      String version,
      @Nullable String vendor,
      String driverType,
      @Nullable String iotClass,
      boolean builtIn,
      String trustLevel,
      String status,
      int instances,
      List<String> capabilities) {}

  /**
   * A driver that is connected now.
   *
   * @param lastMessageAt when one of its devices was last heard of; null: never
   */
  record Connection(
      String id,
      String driverKey,
      String instanceId,
      @Nullable String name,
      String transport,
      int protocolVersion,
      Instant connectedAt,
      @Nullable Instant lastMessageAt,
      long deviceCount,
      @Nullable String remoteAddress) {}

  /** A driver and how it does. */
  record SeenDriver(
      String driverKey,
      String instanceId,
      @Nullable String name,
      Status status,
      String transport,
      int restarts,
      @Nullable String lastError,
      long devices) {}

  Map<String, ProtocolCommand> table() {
    return Map.of(
        "LIST_INTEGRATIONS", this::listIntegrations,
        "LIST_CONNECTIONS", this::listConnections,
        "LIST_DRIVERS", this::listDrivers,
        "DRIVER_MESSAGE", this::send);
  }

  private Future<List<InstalledDriver>> listIntegrations(Asked asked) {
    String type = asked.payload().text("type");
    return bus.request(IntegrationsContract.LIST, Nothing.NOTHING)
        .map(
            all ->
                all.integrations().stream()
                    .filter(one -> type == null || one.driverType().equals(type))
                    .map(DriverCommands::installed)
                    .toList());
  }

  private Future<List<Connection>> listConnections(Asked asked) {
    String key = asked.payload().text("driverKey");
    Predicate<DriverView> wanted =
        driver -> isConnected(driver) && (key == null || driver.driverKey().equalsIgnoreCase(key));
    return withDevices(
        new ListDrivers(null),
        (drivers, devices) ->
            drivers.drivers().stream()
                .filter(wanted)
                .map(driver -> connection(driver, devices))
                .toList());
  }

  private Future<List<SeenDriver>> listDrivers(Asked asked) {
    return withDevices(
        new ListDrivers(asked.payload().text("status")),
        (drivers, devices) ->
            drivers.drivers().stream().map(driver -> seen(driver, devices)).toList());
  }

  private Future<?> send(Asked asked) {
    Payload payload = asked.payload();
    String instance = payload.text("instanceId");
    return bus.request(
        DriversContract.SEND_MESSAGE,
        new SendMessage(
            new DriverKey(payload.need("driverKey")),
            instance == null ? null : new InstanceId(instance),
            Objects.requireNonNull(payload.object("message")),
            asked.by()));
  }

  private interface Joined<T> {
    T of(Drivers drivers, DeviceList devices);
  }

  private <T> Future<T> withDevices(ListDrivers query, Joined<T> joined) {
    Future<DeviceList> devices = bus.request(DevicesContract.LIST, ListDevices.ALL);
    return bus.request(DriversContract.LIST, query)
        .compose(drivers -> devices.map(all -> joined.of(drivers, all)));
  }

  private static boolean isConnected(DriverView driver) {
    return switch (driver.status()) {
      case CONNECTED, RUNNING -> true;
      case DISCONNECTED, STARTING, STOPPING, STOPPED, CRASHED, FAILED -> false;
    };
  }

  private static InstalledDriver installed(Integration one) {
    return new InstalledDriver(
        one.key(),
        one.driverKey(),
        one.name(),
        one.version(),
        one.vendor(),
        one.driverType(),
        one.iotClass(),
        one.builtIn(),
        one.builtIn() ? "built-in" : "community",
        one.status(),
        one.instances(),
        one.capabilities());
  }

  private static Connection connection(DriverView driver, DeviceList devices) {
    return new Connection(
        driver.driverKey() + "/" + driver.instanceId(),
        driver.driverKey(),
        driver.instanceId(),
        driver.name(),
        driver.transport(),
        1,
        driver.since(),
        of(driver, devices)
            .map(LogicalDevice::lastSeen)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(null),
        of(driver, devices).count(),
        driver.remoteAddress());
  }

  private static SeenDriver seen(DriverView driver, DeviceList devices) {
    return new SeenDriver(
        driver.driverKey(),
        driver.instanceId(),
        driver.name(),
        driver.status(),
        driver.transport(),
        driver.restarts(),
        driver.lastError(),
        of(driver, devices).count());
  }

  private static Stream<LogicalDevice> of(DriverView driver, DeviceList devices) {
    return devices.devices().stream()
        .filter(device -> device.driverKey().value().equals(driver.driverKey()))
        .filter(device -> device.driverInstanceId().value().equals(driver.instanceId()));
  }
}
