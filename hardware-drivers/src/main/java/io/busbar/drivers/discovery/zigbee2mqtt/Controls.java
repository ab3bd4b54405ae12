package io.busbar.drivers.discovery.zigbee2mqtt;

import io.busbar.drivers.discovery.model.Order;
import io.busbar.drivers.discovery.model.Part;
import io.busbar.drivers.discovery.model.Percent;
import io.busbar.drivers.discovery.model.Readers;
import io.busbar.drivers.discovery.model.Schemas;
import io.busbar.drivers.discovery.model.Values;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Switches, covers, locks and fans. */
final class Controls {
  private Controls() {}

  /** Makes a part able to do what a control can; features it does not know become plain values. */
  static void add(Part part, Expose control, Readers readers, Door door) {
    Set<String> known =
        switch (control.type()) {
          case "light" -> {
            Lights.add(part, control, readers, door);
            yield Lights.FEATURES;
          }
          case "cover" -> cover(part, control, readers, door);
          case "lock" -> lock(part, control, readers, door);
          case "fan" -> fan(part, control, readers, door);
          case "climate" -> {
            Climates.add(part, control, readers, door);
            yield Climates.FEATURES;
          }
          default -> {
            part.type("switch");
            Power.add(part, control, readers, door);
            yield Set.of("state");
          }
        };
    control.features().stream()
        .filter(feature -> !known.contains(feature.name()))
        .forEach(feature -> Generics.add(part, feature, readers, door));
  }

  private static Set<String> cover(Part part, Expose cover, Readers readers, Door door) {
    part.type(cover.feature("tilt").isPresent() ? "blind" : "shade");
    String state = cover.feature("state").map(Expose::property).orElse("state");
    part.order(Order.plain("open", door.set(state, "OPEN")));
    part.order(Order.plain("close", door.set(state, "CLOSE")));
    part.order(Order.plain("stop", door.set(state, "STOP")));
    cover
        .feature("position")
        .ifPresentOrElse(
            found -> position(part, found.property(), readers, door),
            () -> readers.on(state, value -> ends(part, value)));
    return Set.of("state", "position");
  }

  private static void position(Part part, String property, Readers readers, Door door) {
    part.order(
        Order.taking(
            "set_position",
            Schemas.percent(),
            arguments -> {
              double percent = Percent.clamp(Values.required(arguments, "position"));
              return List.of(door.set(property, Math.round(percent)));
            }));
    readers.on(
        property,
        value ->
            Values.number(value)
                .ifPresent(raw -> part.memory().field("position", Percent.of(raw, 100))));
  }

  private static void ends(Part part, @Nullable Object value) {
    if ("OPEN".equals(value)) {
      part.memory().field("position", 100L);
    } else if ("CLOSE".equals(value) || "CLOSED".equals(value)) {
      part.memory().field("position", 0L);
    }
  }

  private static Set<String> lock(Part part, Expose lock, Readers readers, Door door) {
    part.type("lock");
    lock.feature("state")
        .ifPresent(
            state -> {
              Object on = state.on() == null ? "LOCK" : state.on();
              Object off = state.off() == null ? "UNLOCK" : state.off();
              part.order(Order.plain("lock", door.set(state.property(), on)));
              part.order(Order.plain("unlock", door.set(state.property(), off)));
              readers.on(state.property(), value -> locked(part, value, on, off));
            });
    lock.feature("lock_state")
        .ifPresent(state -> readers.on(state.property(), value -> lockState(part, value)));
    return Set.of("state", "lock_state");
  }

  private static void locked(Part part, @Nullable Object value, Object on, Object off) {
    if (on.equals(value) || off.equals(value)) {
      part.memory().field("locked", on.equals(value));
    }
  }

  private static void lockState(Part part, @Nullable Object value) {
    switch (String.valueOf(value)) {
      case "locked", "unlocked" -> part.memory().field("lockState", value);
      case "not_fully_locked" -> part.memory().field("lockState", "jammed");
      default -> part.memory().field("lockState", null);
    }
  }

  private static Set<String> fan(Part part, Expose fan, Readers readers, Door door) {
    part.type("fan");
    Power.add(part, fan, readers, door);
    fan.feature("mode")
        .or(() -> fan.feature("speed"))
        .ifPresent(speed -> speed(part, speed, readers, door));
    return fan.feature("mode").isPresent() ? Set.of("state", "mode") : Set.of("state", "speed");
  }

  /** A fan's speed in words or as a number. */
  static void speed(Part part, Expose speed, Readers readers, Door door) {
    boolean words = speed.type().equals("enum");
    part.order(
        Order.taking(
            "set_fan_speed",
            words
                ? Schemas.choice(speed.values())
                : Schemas.number("number", speed.min(), speed.max()),
            arguments ->
                List.of(
                    door.set(
                        speed.property(),
                        words
                            ? Values.requiredText(arguments, "speed")
                            : Values.plain(Values.required(arguments, "speed"))))));
    readers.on(
        speed.property(),
        value -> Values.scalar(value).ifPresent(now -> part.memory().field("fanSpeed", now)));
  }
}
