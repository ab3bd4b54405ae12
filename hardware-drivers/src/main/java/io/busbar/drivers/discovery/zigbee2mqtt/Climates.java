package io.busbar.drivers.discovery.zigbee2mqtt;

import io.busbar.drivers.discovery.model.Order;
import io.busbar.drivers.discovery.model.Part;
import io.busbar.drivers.discovery.model.Readers;
import io.busbar.drivers.discovery.model.Schemas;
import io.busbar.drivers.discovery.model.Values;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Thermostats and air conditioners. */
final class Climates {
  static final Set<String> FEATURES =
      Set.of(
          "local_temperature",
          "current_heating_setpoint",
          "occupied_heating_setpoint",
          "system_mode",
          "running_state",
          "fan_mode");

  private static final String OFF = "off";

  private Climates() {}

  static void add(Part part, Expose climate, Readers readers, Door door) {
    part.type("thermostat");
    climate.feature("local_temperature").ifPresent(found -> measured(part, found, readers));
    Stream.of("current_heating_setpoint", "occupied_heating_setpoint")
        .flatMap(name -> climate.feature(name).stream())
        .findFirst()
        .ifPresent(found -> target(part, found, readers, door));
    climate.feature("system_mode").ifPresent(found -> mode(part, found, readers, door));
    climate.feature("fan_mode").ifPresent(found -> Controls.speed(part, found, readers, door));
    climate
        .feature("running_state")
        .ifPresent(
            found ->
                readers.on(
                    found.property(),
                    value ->
                        part.memory().extra("runningState", Values.scalar(value).orElse(null))));
  }

  private static void measured(Part part, Expose found, Readers readers) {
    if (part.claim("temperature")) {
      readers.on(
          found.property(),
          value -> part.memory().field("temperature", Values.number(value).orElse(null)));
    }
  }

  private static void target(Part part, Expose found, Readers readers, Door door) {
    part.order(
        Order.taking(
            "set_temperature",
            Schemas.number("number", found.min(), found.max()),
            arguments ->
                List.of(
                    door.set(
                        found.property(),
                        Values.plain(Values.required(arguments, "temperature"))))));
    readers.on(
        found.property(),
        value -> part.memory().field("targetTemperature", Values.number(value).orElse(null)));
  }

  private static void mode(Part part, Expose found, Readers readers, Door door) {
    part.order(
        Order.taking(
            "set_mode",
            Schemas.choice(found.values()),
            arguments ->
                List.of(door.set(found.property(), Values.requiredText(arguments, "mode")))));
    if (found.values().contains(OFF)) {
      waking(found)
          .ifPresent(on -> part.order(Order.plain("turn_on", door.set(found.property(), on))));
      part.order(Order.plain("turn_off", door.set(found.property(), OFF)));
    }
    readers.on(
        found.property(),
        value -> {
          part.memory().field("mode", Values.scalar(value).orElse(null));
          part.memory().field("power", value == null ? null : !OFF.equals(value));
        });
  }

  /** The mode of a device that is turned on: by itself if it can, heating if it cannot. */
  private static Optional<String> waking(Expose mode) {
    return Stream.concat(
            Stream.of("auto", "heat").filter(mode.values()::contains),
            mode.values().stream().filter(value -> !value.equals(OFF)))
        .findFirst();
  }
}
