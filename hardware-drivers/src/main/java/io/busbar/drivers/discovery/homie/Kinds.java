package io.busbar.drivers.discovery.homie;

import io.busbar.drivers.discovery.homie.Described.Node;
import java.util.Optional;
import java.util.function.Predicate;

/** What a node is, and which of its properties are well-known fields. */
final class Kinds {
  private Kinds() {}

  /** The device type of a node that controls something; empty for one that only tells. */
  static Optional<String> of(Node node) {
    if (has(node, property -> isTarget(property) || isMode(property))) {
      return Optional.of("thermostat");
    }
    if (has(node, Kinds::isLock)) {
      return Optional.of("lock");
    }
    if (has(node, property -> isTravel(property) || isPosition(property))) {
      return Optional.of("shade");
    }
    if (has(node, property -> isFanSpeed(node, property))) {
      return Optional.of("fan");
    }
    if (has(node, property -> isBrightness(property) || isTemperatureOfLight(property))
        || has(node, property -> property.settable() && property.isColor())) {
      return Optional.of("light");
    }
    if (has(node, Kinds::isPower)) {
      return Optional.of(
          Facet.isAbout(node, "light", "lamp", "bulb", "dimmer") ? "light" : switchOrFan(node));
    }
    return Optional.empty();
  }

  /** Makes a property a well-known field of its device; false when it is none. */
  static boolean take(Facet facet) {
    Property property = facet.property();
    return property.isEvent() ? false : control(facet, property) || reading(facet, property);
  }

  private static boolean control(Facet facet, Property property) {
    if (isTarget(property)) {
      return once(facet, "targetTemperature", facet::targetTemperature);
    }
    if (isMode(property)) {
      return once(facet, "mode", facet::mode);
    }
    if (isLock(property)) {
      return once(facet, "locked", facet::lock);
    }
    if (isTravel(property)) {
      return once(facet, "travel", facet::travel);
    }
    if (isPosition(property)) {
      return once(facet, "position", facet::position);
    }
    if (isFanSpeed(facet.node(), property)) {
      return once(facet, "fanSpeed", facet::fanSpeed);
    }
    return light(facet, property);
  }

  private static boolean light(Facet facet, Property property) {
    if (isTemperatureOfLight(property)) {
      return once(facet, "colorTemperature", facet::colorTemperature);
    }
    if (isBrightness(property)) {
      return once(facet, "brightness", facet::brightness);
    }
    if (property.settable() && property.isColor()) {
      return once(facet, "color", facet::color);
    }
    return isPower(property) && once(facet, "power", facet::power);
  }

  private static boolean reading(Facet facet, Property property) {
    if (property.settable()) {
      return false;
    }
    String field = field(property);
    return !field.isEmpty() && once(facet, field, () -> facet.reading(field));
  }

  private static String field(Property property) {
    if (property.isNumber()) {
      boolean percent = property.unit().equals("%");
      if (property.isCalled("temperature", "currenttemperature", "temp")) {
        return "temperature";
      }
      if (property.isCalled("humidity", "relativehumidity")) {
        return "humidity";
      }
      return percent && property.isCalled("battery", "batterylevel", "level") ? "battery" : "";
    }
    if (!property.isTruth()) {
      return "";
    }
    if (property.isCalled("motion", "presence", "occupancy")) {
      return "motion";
    }
    if (property.isCalled("alarm", "smoke", "gas", "waterleak", "leak")) {
      return "alarm";
    }
    return property.isCalled("open", "opened", "isopen") ? "contact" : "";
  }

  private static boolean once(Facet facet, String field, Runnable add) {
    if (!facet.part().claim(field)) {
      return false;
    }
    add.run();
    return true;
  }

  private static boolean isPower(Property property) {
    boolean twoWords =
        property.isChoice()
            && property.choice("on").isPresent()
            && property.choice("off").isPresent();
    return property.settable()
        && (property.isTruth() || twoWords)
        && property.isCalled(
            "power", "on", "onoff", "state", "status", "switch", "relay", "light", "ison");
  }

  private static boolean isBrightness(Property property) {
    return property.settable()
        && property.isNumber()
        && property.isCalled("brightness", "dimmer", "dim", "level", "intensity");
  }

  private static boolean isTemperatureOfLight(Property property) {
    return property.settable()
        && property.isNumber()
        && property.isCalled("colortemperature", "colortemp", "ct", "whitetemperature");
  }

  private static boolean isTravel(Property property) {
    return property.settable()
        && property.isChoice()
        && property.choice("open", "up").isPresent()
        && property.choice("close", "down").isPresent();
  }

  private static boolean isPosition(Property property) {
    return property.settable()
        && property.isNumber()
        && property.isCalled("position", "coverposition", "shutterposition");
  }

  private static boolean isLock(Property property) {
    boolean words = property.choice("lock", "locked").isPresent();
    return property.settable()
        && property.isCalled("lock", "locked", "state", "action", "lockstate")
        && (words || (property.isTruth() && property.isCalled("lock", "locked")));
  }

  private static boolean isTarget(Property property) {
    return property.settable()
        && property.isNumber()
        && property.isCalled(
            "targettemperature",
            "settemperature",
            "setpoint",
            "temperaturesetpoint",
            "heatingsetpoint",
            "target",
            "desiredtemperature");
  }

  private static boolean isMode(Property property) {
    return property.settable()
        && property.isChoice()
        && property.isCalled("mode", "systemmode", "hvacmode")
        && property.choice("heat", "cool", "auto").isPresent();
  }

  private static boolean isFanSpeed(Node node, Property property) {
    boolean kind = property.isNumber() || property.isChoice();
    return property.settable()
        && kind
        && (property.isCalled("fanspeed")
            || (property.isCalled("speed") && Facet.isAbout(node, "fan")));
  }

  private static String switchOrFan(Node node) {
    return Facet.isAbout(node, "fan") ? "fan" : "switch";
  }

  private static boolean has(Node node, Predicate<Property> what) {
    return node.properties().stream().anyMatch(what);
  }
}
