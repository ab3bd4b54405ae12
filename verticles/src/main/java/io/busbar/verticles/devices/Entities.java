package io.busbar.verticles.devices;

import io.busbar.contracts.devices.EntitiesContract.Sensor;
import io.busbar.contracts.devices.Entity;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.devices.Domains.SensorField;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes a device apart into what can be controlled or read (spec 9.1). */
final class Entities {
  private static final int MAX_SENSORS = 200;
  private static final String EXTRAS = "extras";
  private static final String SENSORS = "sensors";

  private final Domains domains;

  Entities(Domains domains) {
    this.domains = domains;
  }

  /** The device itself, then its sensors. */
  List<Entity> of(LogicalDevice device) {
    List<Entity> entities = new ArrayList<>();
    entities.add(whole(device));
    reported(device).forEach((key, item) -> entities.add(sensorEntity(device, key, item)));
    return entities;
  }

  /**
   * What the device measures.
   *
   * @param changedAt when each field of its state last changed
   */
  List<Sensor> sensors(LogicalDevice device, Map<String, Instant> changedAt) {
    List<Sensor> sensors = new ArrayList<>();
    device
        .state()
        .values()
        .forEach(
            (key, value) ->
                domains
                    .sensorOf(key)
                    .map(field -> measured(device, key, value, field, changedAt.get(key)))
                    .ifPresent(sensors::add));
    reported(device)
        .forEach(
            (key, item) ->
                sensors.add(
                    new Sensor(
                        id(device, key),
                        device.id(),
                        key,
                        item.text("name").orElse(key),
                        kind(item.get("value")),
                        item.get("value"),
                        item.text("unit").orElse(null),
                        changedAt.get(EXTRAS))));
    return sensors;
  }

  private Entity whole(LogicalDevice device) {
    return new Entity(
        device.id().value(),
        device.id(),
        device.domain(),
        device.name(),
        kind(device),
        null,
        null,
        device.capabilities(),
        device.commands(),
        device.state(),
        device.spaceId(),
        device.online(),
        device.stale());
  }

  private static Entity sensorEntity(LogicalDevice device, String key, Fields item) {
    String unit = item.text("unit").orElse(null);
    Fields state = Fields.of("value", item.get("value"));
    return new Entity(
        id(device, key),
        device.id(),
        Domains.SENSORS,
        item.text("name").orElse(key),
        kind(item.get("value")),
        String.join(".", EXTRAS, SENSORS, key),
        unit,
        List.of("telemetry"),
        List.of(),
        unit == null ? state : state.with("unit", unit),
        device.spaceId(),
        device.online(),
        device.stale());
  }

  private static Sensor measured(
      LogicalDevice device,
      String key,
      @Nullable Object value,
      SensorField field,
      @Nullable Instant at) {
    return new Sensor(
        device.id().value(),
        device.id(),
        key,
        device.name() + " " + field.label(),
        field.kind(),
        value,
        field.unit().orElse(null),
        at);
  }

  /** A device without commands that measures something is a sensor. */
  private Entity.Kind kind(LogicalDevice device) {
    List<Entity.Kind> measured =
        device.state().values().keySet().stream()
            .map(domains::sensorOf)
            .flatMap(Optional::stream)
            .map(SensorField::kind)
            .toList();
    if (!device.commands().isEmpty() || measured.isEmpty()) {
      return Entity.Kind.CONTROL;
    }
    return measured.contains(Entity.Kind.BINARY_SENSOR)
        ? Entity.Kind.BINARY_SENSOR
        : Entity.Kind.SENSOR;
  }

  private static Entity.Kind kind(@Nullable Object value) {
    return value instanceof Boolean ? Entity.Kind.BINARY_SENSOR : Entity.Kind.SENSOR;
  }

  /** The device's {@code extras.sensors}; a bare value stands for {@code {value}}. */
  private static Map<String, Fields> reported(LogicalDevice device) {
    Map<String, Fields> reported = new LinkedHashMap<>();
    device.state().object(EXTRAS).object(SENSORS).values().entrySet().stream()
        .limit(MAX_SENSORS)
        .forEach(entry -> reported.put(entry.getKey(), item(entry.getValue())));
    return reported;
  }

  private static Fields item(@Nullable Object value) {
    return value instanceof Map<?, ?> ? Fields.from(value) : Fields.of("value", value);
  }

  private static String id(LogicalDevice device, String key) {
    return device.id().value() + ":" + key;
  }
}
