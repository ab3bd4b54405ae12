package io.busbar.verticles.commands.maps;

import io.busbar.contracts.commands.ActionMap;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.commands.maps.MapEvent.Said;
import io.busbar.verticles.commands.maps.MapEvent.StateChange;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what an inbound action map waits for, and its condition. Pure. */
final class EventReader {
  private static final int MAX_MATCHES = 50;
  private static final String TYPE = "type";

  private EventReader() {}

  static MapEvent event(ActionMap map) {
    MapEvent event =
        map.event() == null
            ? named("action", map.action(), Fields.EMPTY)
            : event(new Part("event", map.event()));
    requireNoDevice(map, event);
    return event;
  }

  private static void requireNoDevice(ActionMap map, MapEvent event) {
    boolean ofRemote = event.name().equals(Occurrence.REMOTE_KEY);
    if (!ofRemote && !event.name().equals(Occurrence.DRIVER_STATUS)) {
      return;
    }
    String field =
        map.deviceId() != null ? "deviceId" : map.deviceType() != null ? "deviceType" : null;
    if (field == null && ofRemote && map.driverKey() != null) {
      field = "driverKey";
    }
    if (field != null) {
      throw Fault.at(
          field,
          "does not go with %s, which is of a %s"
              .formatted(event.name(), ofRemote ? "remote" : "driver"),
          ofRemote
              ? "Name the remote as event.remoteId instead."
              : "Name the driver as driverKey instead.");
    }
  }

  private static MapEvent event(Part part) {
    return switch (part.requireText(TYPE)) {
      case "state" ->
          new StateChange(part.requireText("key"), part.values("from"), part.values("to"));
      case "driver_event" -> named(part.at("name"), part.requireText("name"), match(part));
      case "remote_key" -> new Said(Occurrence.REMOTE_KEY, pressed(part));
      default ->
          throw Fault.at(
              part.at(TYPE), "must be state, driver_event or remote_key", "Choose one of them.");
    };
  }

  private static Fields pressed(Part part) {
    Fields match = Fields.of("key", part.requireText("key"));
    for (String narrower : List.of("remoteId", "press")) {
      if (part.fields().has(narrower)) {
        match = match.with(narrower, part.requireText(narrower));
      }
    }
    return match;
  }

  private static Fields match(Part part) {
    Part match = part.object("match");
    if (match == null) {
      return Fields.EMPTY;
    }
    if (match.fields().values().size() > MAX_MATCHES) {
      throw Fault.at(match.path(), "has more than %d fields".formatted(MAX_MATCHES), "Name fewer.");
    }
    return match.fields();
  }

  private static MapEvent named(String path, String name, Fields match) {
    String known = name.strip().toUpperCase(Locale.ROOT);
    if (!MapEvent.NAMES.contains(known)) {
      throw Fault.at(
          path,
          "names no event that can be heard",
          "Use one of %s."
              .formatted(MapEvent.NAMES.stream().sorted().collect(Collectors.joining(", "))));
    }
    return new Said(known, match);
  }

  static @Nullable MapCondition condition(ActionMap map) {
    if (map.condition() == null) {
      return null;
    }
    MapCondition condition = condition(new Part("condition", map.condition()));
    String name = event(map).name();
    boolean ofNoDevice =
        name.equals(Occurrence.DRIVER_STATUS) || name.equals(Occurrence.REMOTE_KEY);
    if (condition.device() == null && ofNoDevice) {
      throw Fault.at(
          "condition.deviceId", "is required", name + " is not about one device; name one.");
    }
    return condition;
  }

  private static MapCondition condition(Part part) {
    return switch (part.requireText(TYPE)) {
      case "state" ->
          new MapCondition.State(part.device("deviceId"), part.requireText("key"), wanted(part));
      case "numeric" -> numeric(part);
      default ->
          throw Fault.at(
              part.at(TYPE),
              "must be state or numeric",
              "For anything else run a program, which may have conditions of its own.");
    };
  }

  private static List<?> wanted(Part part) {
    for (String spelling : List.of("value", "equals", "anyOf")) {
      List<?> values = part.values(spelling);
      if (values != null) {
        return values;
      }
    }
    throw Fault.at(part.at("value"), "is required", "Give the value, or several as a list.");
  }

  private static MapCondition numeric(Part part) {
    Double above = part.number("above");
    Double below = part.number("below");
    if (above == null && below == null) {
      throw Fault.at(part.at("above"), "is required", "Give above, below or both.");
    }
    if (above != null && below != null && above >= below) {
      throw Fault.at(part.at("above"), "is not smaller than below", "No number lies between them.");
    }
    return new MapCondition.Numeric(part.device("deviceId"), part.requireText("key"), above, below);
  }
}
