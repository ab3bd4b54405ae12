package io.busbar.verticles.devices;

import static io.busbar.verticles.devices.Lamps.NOON;
import static io.busbar.verticles.devices.Places.space;
import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.EntitiesContract;
import io.busbar.contracts.devices.EntitiesContract.ActOnEntity;
import io.busbar.contracts.devices.EntitiesContract.DeviceCommand;
import io.busbar.contracts.devices.EntitiesContract.Domain;
import io.busbar.contracts.devices.EntitiesContract.ListDeviceCommands;
import io.busbar.contracts.devices.EntitiesContract.ListEntities;
import io.busbar.contracts.devices.EntitiesContract.ListSensors;
import io.busbar.contracts.devices.EntitiesContract.ReadDeviceCommand;
import io.busbar.contracts.devices.EntitiesContract.ReadEntity;
import io.busbar.contracts.devices.EntitiesContract.Sensor;
import io.busbar.contracts.devices.Entity;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.spaces.SpacesContract.Change;
import io.busbar.contracts.spaces.SpacesContract.SpaceChanged;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Nothing;
import io.busbar.contracts.value.RequestId;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.testing.Commanded;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EntitiesServiceTest {
  private final DevicesHub hub = DevicesHub.open();
  private final List<ExecuteCommand> commands = new CopyOnWriteArrayList<>();
  private final List<Device> devices = new ArrayList<>();

  @BeforeEach
  void furnish() {
    hub.deploy();
    done(hub.hub.bus().serve(CommandsContract.EXECUTE, this::execute));
    device("car", Fields.of("name", "Car").with("deviceType", "vehicle"));
    device("lamp", Fields.of("name", "Lamp").with("deviceType", "light"));
    device("pir", Fields.of("name", "Hall").with("deviceType", "sensor"));
    hub.state(
        devices.get(0),
        Fields.of("battery", 80)
            .with(
                "extras",
                Map.of(
                    "sensors",
                    Map.of(
                        "tyre:fl",
                        Map.of("name", "Tyre", "value", 2.4, "unit", "bar"),
                        "locked",
                        true))));
    hub.state(devices.get(1), Fields.of("power", true));
    hub.state(devices.get(2), Fields.of("motion", true).with("temperature", 21.5));
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void takesDevicesApart() {
    List<Entity> entities = list(ListEntities.ALL);

    assertThat(entities).hasSize(5);
    Entity tyre = named(entities, "Tyre");
    assertThat(tyre.entityId()).isEqualTo(id(0) + ":tyre:fl");
    assertThat(tyre.domain()).isEqualTo("sensors");
    assertThat(tyre.kind()).isEqualTo(Entity.Kind.SENSOR);
    assertThat(tyre.stateKey()).isEqualTo("extras.sensors.tyre:fl");
    assertThat(tyre.unit()).isEqualTo("bar");
    assertThat(tyre.state()).isEqualTo(Fields.of("value", 2.4).with("unit", "bar"));
    assertThat(tyre.online()).isTrue();
    assertThat(named(entities, "locked").kind()).isEqualTo(Entity.Kind.BINARY_SENSOR);
    assertThat(named(entities, "Car").kind()).isEqualTo(Entity.Kind.SENSOR);
    assertThat(named(entities, "Hall").kind()).isEqualTo(Entity.Kind.BINARY_SENSOR);
    Entity lamp = named(entities, "Lamp");
    assertThat(lamp.kind()).isEqualTo(Entity.Kind.CONTROL);
    assertThat(lamp.state()).isEqualTo(Fields.of("power", true));
    assertThat(lamp.commands()).isNotEmpty();
    assertThat(lamp.stateKey()).isNull();
  }

  @Test
  void listsByEachFilter() {
    assertThat(list(query("lighting", null, null, null))).hasSize(1);
    assertThat(list(query("sensors", null, null, null))).hasSize(3);
    assertThat(list(query("media", null, null, null))).isEmpty();
    assertThat(list(query(null, null, devices.get(0).id(), null))).hasSize(3);
    assertThat(list(query(null, null, null, "TYRE"))).hasSize(1);
    assertThat(list(new ListEntities(null, null, null, null, 2, 1))).hasSize(2);
    hub.hub
        .bus()
        .publish(
            SpacesContract.CHANGED,
            new SpaceChanged(Change.ADDED, space("k", "Kitchen", id(0)), Source.REST, null));
    await().until(() -> list(query(null, "k", null, null)).size() == 3);
    assertThat(list(query(null, "k", null, null))).allMatch(one -> "k".equals(one.spaceId()));
    for (ListEntities wrong :
        List.of(
            new ListEntities(null, null, null, null, 0, null),
            new ListEntities(null, null, null, null, null, -1))) {
      assertThat(failure(hub.ask(EntitiesContract.LIST, wrong)).code())
          .isEqualTo(FailureCode.INVALID);
    }
  }

  @Test
  void readsOneByItsId() {
    assertThat(success(read(id(1))).name()).isEqualTo("Lamp");
    assertThat(success(read(id(0) + ":tyre:fl")).name()).isEqualTo("Tyre");
    for (String unknown : List.of("", ":", "no", id(0) + ":no", id(1) + ":")) {
      assertThat(failure(read(unknown)).code()).isEqualTo(FailureCode.NOT_FOUND);
    }
  }

  @Test
  void actsOnADeviceAsACommandDoes() {
    CommandOutcome outcome = success(act(id(1), "set_brightness"));

    assertThat(outcome.command()).isEqualTo("set_brightness");
    assertThat(commands)
        .containsExactly(
            new ExecuteCommand(
                devices.get(1).id(),
                "set_brightness",
                Fields.of("brightness", 40),
                new RequestId("r-1"),
                null,
                250,
                Source.SOCKET,
                null));
    assertThat(failure(act(id(1), "refuse")).reason()).isEqualTo("DRIVER_OFFLINE");
  }

  @Test
  void doesNotActOnASensor() {
    HubFailure refused = failure(act(id(0) + ":tyre:fl", "turn_on"));

    assertThat(refused.code()).isEqualTo(FailureCode.INVALID);
    assertThat(refused.reason()).isEqualTo("ENTITY_READ_ONLY");
    assertThat(failure(act("no", "turn_on")).code()).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(commands).isEmpty();
  }

  @Test
  void listsWhatIsMeasured() {
    List<Sensor> sensors = sensors(null);

    assertThat(sensors)
        .extracting(Sensor::key)
        .containsExactlyInAnyOrder("battery", "tyre:fl", "locked", "motion", "temperature");
    Sensor temperature =
        sensors.stream().filter(one -> one.key().equals("temperature")).findFirst().orElseThrow();
    assertThat(temperature)
        .isEqualTo(
            new Sensor(
                id(2),
                devices.get(2).id(),
                "temperature",
                "Hall Temperature",
                Entity.Kind.SENSOR,
                21.5,
                "°C",
                NOON.plusSeconds(7)));
    assertThat(sensors("binary_sensor"))
        .extracting(Sensor::key)
        .containsExactlyInAnyOrder("locked", "motion");
  }

  @Test
  void countsEntitiesByDomain() {
    Map<String, Integer> counts =
        success(hub.ask(EntitiesContract.LIST_DOMAINS, Nothing.NOTHING)).domains().stream()
            .collect(Collectors.toMap(Domain::domain, Domain::count));

    assertThat(counts).containsEntry("lighting", 1).containsEntry("sensors", 3);
    assertThat(counts).containsEntry("other", 1).containsEntry("climate", 0);
    assertThat(success(hub.ask(EntitiesContract.CAPABILITY_MODEL, Nothing.NOTHING)).capabilities())
        .hasSize(25);
  }

  @Test
  void listsTheCommandsOfADevice() {
    DeviceId lamp = devices.get(1).id();
    List<DeviceCommand> all =
        success(hub.ask(EntitiesContract.LIST_COMMANDS, new ListDeviceCommands(lamp))).commands();

    assertThat(all).extracting(DeviceCommand::key).contains("turn_on", "set_brightness");
    DeviceCommand one =
        success(
            hub.ask(EntitiesContract.READ_COMMAND, new ReadDeviceCommand(lamp, "set_brightness")));
    assertThat(all).contains(one);
    assertThat(one.capability()).isEqualTo("brightness");
    assertThat(one.deviceId()).isEqualTo(lamp);
    for (ReadDeviceCommand unknown :
        List.of(
            new ReadDeviceCommand(lamp, "fly"),
            new ReadDeviceCommand(new DeviceId("no"), "turn_on"))) {
      assertThat(failure(hub.ask(EntitiesContract.READ_COMMAND, unknown)).code())
          .isEqualTo(FailureCode.NOT_FOUND);
    }
  }

  private static Entity named(List<Entity> entities, String name) {
    return entities.stream().filter(entity -> entity.name().equals(name)).findFirst().orElseThrow();
  }

  private void device(String externalId, Fields announced) {
    devices.add(hub.announce(externalId, announced));
  }

  private String id(int device) {
    return devices.get(device).id().value();
  }

  private static ListEntities query(
      @Nullable String domain,
      @Nullable String space,
      @Nullable DeviceId device,
      @Nullable String q) {
    return new ListEntities(domain, space, device, q, null, null);
  }

  private List<Entity> list(ListEntities query) {
    return success(hub.ask(EntitiesContract.LIST, query)).entities();
  }

  private List<Sensor> sensors(@Nullable String kind) {
    return success(hub.ask(EntitiesContract.LIST_SENSORS, new ListSensors(null, kind))).sensors();
  }

  private Future<Entity> read(String id) {
    return hub.ask(EntitiesContract.READ, new ReadEntity(id));
  }

  private Future<CommandOutcome> act(String id, String action) {
    return hub.ask(
        EntitiesContract.ACT,
        new ActOnEntity(
            id,
            action,
            Fields.of("brightness", 40),
            new RequestId("r-1"),
            250,
            Source.SOCKET,
            null));
  }

  private Future<CommandOutcome> execute(ExecuteCommand command) {
    if (command.command().equals("refuse")) {
      return Future.failedFuture(
          HubFailure.conflict("DRIVER_OFFLINE", "The driver is offline.", "Check its power."));
    }
    commands.add(command);
    return Future.succeededFuture(Commanded.completed(command));
  }
}
