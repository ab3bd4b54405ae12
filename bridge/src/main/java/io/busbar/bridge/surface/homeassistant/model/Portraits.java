package io.busbar.bridge.surface.homeassistant.model;

import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.value.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The entities of a device: what it is itself, and what it measures. Ids are made of the hub's id
 * of the device, which never changes: a remote that remembers one must not lose it by a new name.
 */
final class Portraits {
  private static final List<String> BINARY = List.of("motion", "contact");
  private static final List<String> MEASURES =
      List.of("temperature", "humidity", "battery", "armed", "status");
  private static final int MOST_SENSORS = 100;

  private Portraits() {}

  static List<Portrait> of(LogicalDevice device, Fields state, boolean online) {
    String kind = Kinds.of(device);
    List<Portrait> all = new ArrayList<>();
    if (!kind.equals(Kinds.SENSOR)) {
      String id = kind + "." + Kinds.slug(device.id().value());
      Attributes attributes = new Attributes(device, state, device.name());
      String is = DevicePortrait.draw(kind, state, attributes);
      all.add(new Portrait(id, online ? is : EntityState.UNAVAILABLE, attributes.all(true)));
    }
    for (String field : BINARY) {
      if (state.has(field)) {
        all.add(binary(device, state, field, online));
      }
    }
    for (String field : MEASURES) {
      boolean shown = kind.equals(Kinds.SENSOR) || kind.equals(Kinds.REMOTE) || isBattery(field);
      if (shown && state.has(field)) {
        all.add(sensor(device, state, field, label(field), state.get(field), unit(field), online));
      }
    }
    state
        .object("extras")
        .object("sensors")
        .values()
        .forEach((key, value) -> addSensor(all, device, state, key, Fields.from(value), online));
    return all;
  }

  private static void addSensor(
      List<Portrait> all,
      LogicalDevice device,
      Fields state,
      String key,
      Fields sensor,
      boolean online) {
    if (all.size() < MOST_SENSORS) {
      String name = sensor.text("name").orElse(key);
      String unit = sensor.text("unit").orElse(null);
      all.add(sensor(device, state, key, name, sensor.get("value"), unit, online));
    }
  }

  private static Portrait binary(LogicalDevice device, Fields state, String field, boolean online) {
    Object value = state.get(field);
    boolean contact = field.equals("contact");
    String is =
        value == null
            ? EntityState.UNKNOWN
            : Boolean.TRUE.equals(value) || "open".equals(value) ? "on" : "off";
    Attributes attributes = new Attributes(device, state, device.name() + " " + label(field));
    attributes.put("device_class", contact ? "door" : "motion");
    return new Portrait(
        id(Kinds.BINARY_SENSOR, device, field),
        online ? is : EntityState.UNAVAILABLE,
        attributes.all(false));
  }

  private static Portrait sensor(
      LogicalDevice device,
      Fields state,
      String key,
      String name,
      @Nullable Object value,
      @Nullable String unit,
      boolean online) {
    boolean flag = value instanceof Boolean;
    String is =
        flag
            ? (Boolean.TRUE.equals(value) ? "on" : "off")
            : Objects.toString(value, EntityState.UNKNOWN);
    Attributes attributes = new Attributes(device, state, device.name() + " " + name);
    attributes.known("unit_of_measurement", unit).known("device_class", deviceClass(key));
    if (value instanceof Number) {
      attributes.put("state_class", "measurement");
    }
    return new Portrait(
        id(flag ? Kinds.BINARY_SENSOR : Kinds.SENSOR, device, key),
        online ? is : EntityState.UNAVAILABLE,
        attributes.all(false));
  }

  private static String id(String domain, LogicalDevice device, String key) {
    return domain + "." + Kinds.slug(device.id().value()) + "_" + Kinds.slug(key);
  }

  private static boolean isBattery(String field) {
    return field.equals("battery");
  }

  private static String label(String field) {
    return field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1);
  }

  private static @Nullable String unit(String field) {
    return switch (field) {
      case "temperature" -> "°C";
      case "humidity", "battery" -> "%";
      default -> null;
    };
  }

  private static @Nullable String deviceClass(String key) {
    return switch (key) {
      case "temperature", "humidity", "battery", "power", "energy", "voltage", "current" -> key;
      default -> null;
    };
  }
}
