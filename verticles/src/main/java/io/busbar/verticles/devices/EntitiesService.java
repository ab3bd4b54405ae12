package io.busbar.verticles.devices;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract.DeviceList;
import io.busbar.contracts.devices.DevicesContract.FindDevice;
import io.busbar.contracts.devices.DevicesContract.ListDevices;
import io.busbar.contracts.devices.DevicesContract.ReadDevice;
import io.busbar.contracts.devices.EntitiesContract.ActOnEntity;
import io.busbar.contracts.devices.EntitiesContract.CapabilityList;
import io.busbar.contracts.devices.EntitiesContract.DeviceCommand;
import io.busbar.contracts.devices.EntitiesContract.DeviceCommandList;
import io.busbar.contracts.devices.EntitiesContract.DomainList;
import io.busbar.contracts.devices.EntitiesContract.EntityList;
import io.busbar.contracts.devices.EntitiesContract.ListDeviceCommands;
import io.busbar.contracts.devices.EntitiesContract.ListEntities;
import io.busbar.contracts.devices.EntitiesContract.ListSensors;
import io.busbar.contracts.devices.EntitiesContract.ReadDeviceCommand;
import io.busbar.contracts.devices.EntitiesContract.ReadEntity;
import io.busbar.contracts.devices.EntitiesContract.Sensor;
import io.busbar.contracts.devices.EntitiesContract.SensorList;
import io.busbar.contracts.devices.Entity;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.LiveStates;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Nothing;
import io.busbar.contracts.value.Page;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Devices by what can be controlled or read: entities, domains, capabilities, commands. */
public final class EntitiesService {

  private final HubBus bus;
  private final DevicesService devices;
  private final Domains domains;
  private final Entities entities;

  public EntitiesService(HubBus bus, DevicesService devices, Domains domains) {
    this.bus = bus;
    this.devices = devices;
    this.domains = domains;
    this.entities = new Entities(domains);
  }

  Future<EntityList> list(ListEntities query) {
    Predicate<Entity> matches = matching(query);
    Page page = Page.of(query.limit(), query.offset());
    return devicesIn(query.spaceId())
        .map(
            found ->
                new EntityList(
                    page.of(
                        found.devices().stream()
                            .flatMap(device -> entities.of(device).stream())
                            .filter(matches))));
  }

  Future<Entity> read(ReadEntity query) {
    Optional<DeviceId> device = deviceOf(query.id());
    if (device.isEmpty()) {
      return Future.failedFuture(HubFailure.notFound("entity", query.id()));
    }
    return devices.read(new ReadDevice(device.get())).map(view -> entityOf(view, query.id()));
  }

  Future<CommandOutcome> act(ActOnEntity command) {
    return read(new ReadEntity(command.id())).compose(entity -> act(entity, command));
  }

  Future<DomainList> listDomains(Nothing question) {
    return devices
        .list(ListDevices.ALL)
        .map(all -> new DomainList(domains.domains(countByDomain(all))));
  }

  Future<CapabilityList> capabilityModel(Nothing question) {
    return Future.succeededFuture(new CapabilityList(domains.capabilities()));
  }

  Future<SensorList> listSensors(ListSensors query) {
    return devicesIn(query.spaceId())
        .compose(
            found ->
                bus.request(StatesContract.LIVE, Nothing.NOTHING)
                    .map(live -> sensors(found, live, query.kind())));
  }

  Future<DeviceCommandList> listCommands(ListDeviceCommands query) {
    return devices
        .find(new FindDevice(query.id()))
        .map(
            device ->
                new DeviceCommandList(
                    device.commands().stream()
                        .map(command -> ofDevice(device.id(), command))
                        .toList()));
  }

  Future<DeviceCommand> readCommand(ReadDeviceCommand query) {
    return devices
        .find(new FindDevice(query.id()))
        .map(device -> commandOf(device, query.command()));
  }

  private Entity entityOf(LogicalDevice device, String id) {
    return entities.of(device).stream()
        .filter(entity -> entity.entityId().equals(id))
        .findFirst()
        .orElseThrow(() -> HubFailure.notFound("entity", id));
  }

  private DeviceCommand commandOf(Device device, String key) {
    return device
        .command(key)
        .map(command -> ofDevice(device.id(), command))
        .orElseThrow(() -> HubFailure.notFound("command", key));
  }

  private Future<CommandOutcome> act(Entity entity, ActOnEntity command) {
    if (entity.stateKey() != null) {
      return Future.failedFuture(
          HubFailure.invalid(
                  "'%s' is a sensor: it can only be read.".formatted(entity.name()),
                  "Act on its device, '%s'.".formatted(entity.deviceId()))
              .reason("ENTITY_READ_ONLY"));
    }
    return bus.request(
        CommandsContract.EXECUTE,
        new ExecuteCommand(
            entity.deviceId(),
            command.action(),
            command.data(),
            command.requestId(),
            null,
            command.waitMs(),
            command.source(),
            command.by()));
  }

  private Future<DeviceList> devicesIn(@Nullable String space) {
    return devices.list(
        space == null ? ListDevices.ALL : new ListDevices(null, null, null, space, null, null));
  }

  /** The device an entity's id begins with; ids and sensor keys may both hold colons. */
  private Optional<DeviceId> deviceOf(String entityId) {
    if (entityId.isEmpty()) {
      return Optional.empty();
    }
    int end = entityId.length();
    while (end > 0) {
      DeviceId candidate = new DeviceId(entityId.substring(0, end));
      if (devices.has(candidate)) {
        return Optional.of(candidate);
      }
      end = entityId.lastIndexOf(':', end - 1);
    }
    return Optional.empty();
  }

  private Predicate<Entity> matching(ListEntities query) {
    Predicate<Entity> matches = entity -> true;
    if (query.domain() != null) {
      String domain = domains.keyOf(query.domain());
      matches = matches.and(entity -> entity.domain().equals(domain));
    }
    if (query.deviceId() != null) {
      matches = matches.and(entity -> entity.deviceId().equals(query.deviceId()));
    }
    if (query.q() != null) {
      String wanted = query.q().toLowerCase(Locale.ROOT);
      matches =
          matches.and(
              entity ->
                  entity.name().toLowerCase(Locale.ROOT).contains(wanted)
                      || entity.entityId().toLowerCase(Locale.ROOT).contains(wanted));
    }
    return matches;
  }

  private Map<String, Integer> countByDomain(DeviceList all) {
    Map<String, Integer> counts = new HashMap<>();
    all.devices().stream()
        .flatMap(device -> entities.of(device).stream())
        .forEach(entity -> counts.merge(entity.domain(), 1, Integer::sum));
    return counts;
  }

  private SensorList sensors(DeviceList found, LiveStates live, @Nullable String kind) {
    Map<DeviceId, Map<String, Instant>> changedAt = new HashMap<>();
    for (DeviceState state : live.states()) {
      changedAt.put(state.deviceId(), state.changedAt());
    }
    List<Sensor> sensors =
        found.devices().stream()
            .flatMap(
                device ->
                    entities
                        .sensors(device, changedAt.getOrDefault(device.id(), Map.of()))
                        .stream())
            .filter(sensor -> kind == null || sensor.kind().name().equalsIgnoreCase(kind))
            .toList();
    return new SensorList(sensors);
  }

  private DeviceCommand ofDevice(DeviceId device, CommandDef command) {
    return new DeviceCommand(
        command.key(),
        command.label(),
        command.idempotent(),
        command.payloadSchema(),
        command.description(),
        domains.capabilityOf(command.key()).orElse(null),
        device,
        command.source());
  }
}
