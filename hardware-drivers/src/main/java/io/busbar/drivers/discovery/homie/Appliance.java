package io.busbar.drivers.discovery.homie;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.homie.Described.Node;
import io.busbar.drivers.discovery.model.Order;
import io.busbar.drivers.discovery.model.Part;
import io.busbar.drivers.discovery.model.Readers;
import io.busbar.drivers.discovery.model.Schemas;
import io.busbar.drivers.discovery.model.Values;
import io.busbar.drivers.discovery.model.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Homie device with its parts. */
final class Appliance {
  private static final List<String> UNNAMED = List.of("value", "state", "action", "event");

  private final Described device;
  private final Door door;
  private final Readers readers = new Readers();
  private final List<Part> parts = new ArrayList<>();
  private final Part main;

  private Appliance(String id, Described device, Door door) {
    this.device = device;
    this.door = door;
    this.main = new Part(id, device.name());
    parts.add(main);
  }

  static Appliance of(String id, Described device, Door door) {
    Appliance appliance = new Appliance(id, device, door);
    device.nodes().forEach(appliance::node);
    appliance.describe();
    return appliance;
  }

  List<Part> parts() {
    return parts;
  }

  Described device() {
    return device;
  }

  void read(String path, String text) {
    readers.read(path, text);
  }

  void tell(String extra, Object value) {
    main.memory().extra(extra, value);
  }

  private void node(Node node) {
    Optional<String> kind = Kinds.of(node);
    Part part = main;
    if (kind.isPresent() && main.isTyped()) {
      String label = node.name().isEmpty() ? Words.label(node.id()) : node.name();
      part = new Part(main.id() + ":" + node.id(), device.name() + " " + label);
      parts.add(part);
    }
    kind.ifPresent(part::type);
    for (Property property : node.properties()) {
      Facet facet = new Facet(part, node, property, readers, door);
      if (!Kinds.take(facet)) {
        plain(part, node, property);
      }
    }
  }

  private void plain(Part part, Node node, Property property) {
    if (property.isEvent()) {
      event(part, node, property);
      return;
    }
    if (property.settable()) {
      settable(part, node, property);
    }
    if (property.retained()) {
      String key = Words.key(node.id() + "_" + property.id());
      String name = name(node, property);
      readers.on(
          node.id() + "/" + property.id(),
          value -> {
            if (value != null) {
              Object shown = Values.scalar(property.value(value.toString())).orElse(null);
              part.memory().sensor(key, name, shown, property.unit());
            }
          });
    }
  }

  private void event(Part part, Node node, Property property) {
    part.acts();
    String word = UNNAMED.contains(property.id()) ? node.id() : property.id();
    readers.on(
        node.id() + "/" + property.id(),
        value -> {
          if (value != null) {
            part.memory().happened(Words.key(word) + "_" + Words.key(value.toString()));
          }
        });
  }

  private void settable(Part part, Node node, Property property) {
    String key = "set_" + Words.key(node.id() + "_" + property.id());
    String argument = Order.argument(key);
    part.order(
        Order.taking(
            key,
            schema(property),
            arguments ->
                List.of(door.set(node, property, written(property, arguments, argument)))));
  }

  private String written(Property property, Fields arguments, String argument) {
    return switch (property.datatype()) {
      case "integer" -> Long.toString(Math.round(Values.required(arguments, argument)));
      case "float" -> Values.written(Values.required(arguments, argument));
      case "boolean" -> Boolean.toString(Values.requiredTruth(arguments, argument));
      case "color" -> {
        Fields color = Fields.of("color", arguments.get(argument));
        yield Shades.write(property, Values.requiredColor(color), door.five());
      }
      default -> text(Values.requiredText(arguments, argument));
    };
  }

  /** An empty text would take a kept value away; Homie 5 writes it as one byte of nothing. */
  private String text(String value) {
    return value.isEmpty() && door.five() ? "\0" : value;
  }

  private static Map<String, Object> schema(Property property) {
    return switch (property.datatype()) {
      case "integer" -> Schemas.number("integer", property.min(), property.max());
      case "float" -> Schemas.number("number", property.min(), property.max());
      case "boolean" -> Schemas.truth();
      case "enum" -> Schemas.choice(property.choices());
      case "color" -> Schemas.color();
      default -> Schemas.text();
    };
  }

  private static String name(Node node, Property property) {
    String own = property.name().isEmpty() ? Words.label(property.id()) : property.name();
    return node.name().isEmpty() ? own : node.name() + ": " + own;
  }

  private void describe() {
    if (main.claim("battery")) {
      readers.on(
          "$stats/battery",
          value ->
              Values.number(value)
                  .ifPresent(percent -> main.memory().field("battery", Values.plain(percent))));
    }
    parts.forEach(
        part -> {
          part.property("homie", device.version());
          part.property("homieDevice", device.id());
          part.identities(device.identities());
        });
  }
}
