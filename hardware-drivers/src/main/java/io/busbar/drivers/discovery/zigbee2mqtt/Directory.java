package io.busbar.drivers.discovery.zigbee2mqtt;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.model.Part;
import io.busbar.drivers.discovery.model.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the bridge's lists of devices and groups. */
final class Directory {
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{16}");
  private static final Pattern NAME = Pattern.compile("[^+#\\p{Cntrl}]{1,200}");
  private static final List<String> TELLING =
      List.of(
          "friendly_name",
          "definition",
          "disabled",
          "model_id",
          "manufacturer",
          "software_build_id",
          "power_source",
          "description",
          "members");

  private final String prefix;
  private final String base;

  Directory(String prefix, String base) {
    this.prefix = prefix;
    this.base = base;
  }

  /** The parts of an entry that make a difference for what is told. */
  static Fields telling(Fields entry) {
    Fields telling = Fields.EMPTY;
    for (String key : TELLING) {
      telling = entry.has(key) ? telling.with(key, entry.get(key)) : telling;
    }
    return telling;
  }

  /** The address of a device that is to be told; empty for the coordinator and what is none. */
  static Optional<String> address(Fields device) {
    return device
        .text("ieee_address")
        .filter(address -> ADDRESS.matcher(address).matches())
        .filter(address -> !device.text("type").orElse("").equals("Coordinator"))
        .map(address -> address.toLowerCase(Locale.ROOT));
  }

  /** The name that makes its topics; empty when no topic can be made of it. */
  static Optional<String> friendlyName(Fields entry) {
    return entry
        .text("friendly_name")
        .filter(name -> NAME.matcher(name).matches())
        .filter(name -> !name.startsWith("bridge/") && !name.equals("bridge"));
  }

  Appliance device(String address, String name, Fields device) {
    Fields definition = device.object("definition");
    List<Expose> exposes = Expose.list(definition.list("exposes"));
    Appliance appliance = Appliance.of(new Part(prefix + address, name), name, exposes, door(name));
    Fields properties =
        Fields.of("manufacturer", definition.text("vendor").orElse(""))
            .with("model", definition.text("model").orElse(""))
            .with("description", definition.text("description").orElse(""))
            .with("firmware", device.text("software_build_id").orElse(""))
            .with("powerSource", device.text("power_source").orElse(""))
            .with("ieeeAddress", address);
    appliance.describe(properties, List.of(address, "zigbee2mqtt_" + address));
    return appliance;
  }

  /** A group does what the most able of its members of the commonest kind can do. */
  Appliance group(String number, String name, Fields group, Map<String, List<Expose>> devices) {
    List<Expose> controls = new ArrayList<>();
    for (Object member : group.list("members")) {
      String address = Fields.from(member).text("ieee_address").orElse("").toLowerCase(Locale.ROOT);
      devices.getOrDefault(address, List.of()).stream()
          .filter(Expose::isSpecific)
          .filter(expose -> expose.endpoint().isEmpty())
          .findFirst()
          .ifPresent(controls::add);
    }
    Map<String, Long> kinds =
        controls.stream().collect(Collectors.groupingBy(Expose::type, Collectors.counting()));
    List<Expose> best =
        controls.stream()
            .max(
                Comparator.<Expose>comparingLong(control -> kinds.get(control.type()))
                    .thenComparing(control -> control.features().size()))
            .map(List::of)
            .orElse(List.of());
    Part main = new Part(prefix + "group:" + number, name);
    Appliance appliance = Appliance.of(main, name, best, door(name));
    appliance.describe(
        Fields.of("group", Long.valueOf(number)),
        List.of("zigbee2mqtt_%s_%s".formatted(encodedBase(), number)));
    return appliance;
  }

  /** As the bridge writes its base topic into names of groups: the numbers of its characters. */
  private String encodedBase() {
    return base.chars().mapToObj(Integer::toString).collect(Collectors.joining());
  }

  private Door door(String name) {
    return new Door(base + "/" + name);
  }

  /** What an unsupported device is called in a fault. */
  static String shown(Fields device) {
    return Words.clean(device.text("model_id").orElse("unknown model"), Words.MAX_KEY);
  }
}
