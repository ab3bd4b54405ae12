package io.busbar.drivers.discovery.zigbee2mqtt;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.model.Part;
import io.busbar.drivers.discovery.model.Readers;
import io.busbar.drivers.discovery.model.Words;
import io.busbar.drivers.mqtt.MqttMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Zigbee device or group with its parts: the first control and all readings are the main part,
 * every further control a part of its own.
 *
 * @param friendlyName the last part of its topic
 * @param question what to ask for its state; empty when it cannot be asked
 */
record Appliance(
    String friendlyName, List<Part> parts, Readers readers, Optional<MqttMessage> question) {

  /** Makes the appliance of a list of abilities. */
  static Appliance of(Part main, String friendlyName, List<Expose> exposes, Door door) {
    Readers readers = new Readers();
    Map<String, Part> byEndpoint = new LinkedHashMap<>();
    List<Part> parts = new ArrayList<>(List.of(main));
    List<Expose> controls = exposes.stream().filter(Expose::isSpecific).toList();
    for (Expose control : controls) {
      Part part = main.isTyped() ? further(main, friendlyName, control, parts) : main;
      if (part != main) {
        parts.add(part);
      }
      byEndpoint.putIfAbsent(control.endpoint(), part);
      Controls.add(part, control, readers, door);
    }
    for (Expose expose : exposes) {
      if (!expose.isSpecific()) {
        Part part = expose.endpoint().isEmpty() ? main : byEndpoint.get(expose.endpoint());
        Generics.add(part == null ? main : part, expose, readers, door);
      }
    }
    typeByReadings(main, exposes);
    return new Appliance(friendlyName, List.copyOf(parts), readers, question(controls, door));
  }

  void read(Fields state, boolean kept) {
    state
        .values()
        .forEach(
            (name, value) -> {
              if (!(kept && name.startsWith(Generics.ACTION))) {
                readers.read(name, value);
              }
            });
  }

  void describe(Fields properties, Collection<String> identities) {
    parts.forEach(
        part -> {
          properties.values().forEach(part::property);
          part.identities(identities);
        });
  }

  private static Part further(Part main, String name, Expose control, List<Part> parts) {
    String word = control.endpoint().isEmpty() ? control.type() : control.endpoint();
    String key = Words.key(word);
    String id = main.id() + ":" + key;
    for (int number = 2; taken(id, parts); number++) {
      id = main.id() + ":" + key + number;
    }
    return new Part(id, name + " " + Words.label(word));
  }

  private static boolean taken(String id, List<Part> parts) {
    return parts.stream().anyMatch(part -> part.id().equals(id));
  }

  private static void typeByReadings(Part main, List<Expose> exposes) {
    boolean acts = exposes.stream().anyMatch(expose -> expose.name().equals(Generics.ACTION));
    if (acts && exposes.stream().noneMatch(Appliance::measures)) {
      main.type("remote");
    }
    main.type("sensor");
  }

  private static boolean measures(Expose expose) {
    return expose.isPublished()
        && !expose.isSettable()
        && !List.of(Generics.ACTION, "battery", "linkquality", "voltage").contains(expose.name());
  }

  private static Optional<MqttMessage> question(List<Expose> controls, Door door) {
    Map<String, String> asked = new LinkedHashMap<>();
    controls.stream()
        .flatMap(control -> control.features().stream())
        .filter(Expose::isGettable)
        .forEach(feature -> asked.put(feature.property(), ""));
    return asked.isEmpty() ? Optional.empty() : Optional.of(door.get(asked));
  }
}
