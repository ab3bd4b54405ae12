package io.busbar.bridge.mqtt.homeassistant;

import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.value.Fields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The components of one device while they are found: which commands and fields are spoken for. */
final class Draft {
  /** So many components a device has at most. */
  static final int MOST = 100;

  private final LogicalDevice device;
  private final Places places;
  private final Map<String, Component> components = new LinkedHashMap<>();
  private final Map<String, CommandDef> commands = new LinkedHashMap<>();
  private final Set<String> usedCommands = new HashSet<>();
  private final Set<String> usedFields = new HashSet<>();

  Draft(LogicalDevice device, Places places) {
    this.device = device;
    this.places = places;
    device.commands().forEach(each -> commands.put(each.key(), each));
  }

  LogicalDevice device() {
    return device;
  }

  Fields state() {
    return device.state();
  }

  Places places() {
    return places;
  }

  List<Component> components() {
    return List.copyOf(components.values());
  }

  boolean is(String deviceType) {
    return device.deviceType().equals(deviceType);
  }

  boolean has(String... keys) {
    for (String key : keys) {
      if (!commands.containsKey(key)) {
        return false;
      }
    }
    return true;
  }

  /** Commands nobody has spoken for yet. */
  List<CommandDef> leftCommands() {
    return commands.values().stream().filter(each -> !usedCommands.contains(each.key())).toList();
  }

  boolean isFieldUsed(String field) {
    return usedFields.contains(field);
  }

  void use(String... keys) {
    usedCommands.addAll(List.of(keys));
  }

  void useField(String... fields) {
    usedFields.addAll(List.of(fields));
  }

  /** What is said of one argument of a command; empty when nothing is. */
  Fields argument(String command, String argument) {
    CommandDef known = commands.get(command);
    Fields schema = known == null ? null : known.payloadSchema();
    return schema == null ? Fields.EMPTY : schema.object("properties").object(argument);
  }

  /** A bound of an argument. */
  double bound(String command, String argument, String which, double otherwise) {
    return argument(command, argument).get(which) instanceof Number number
        ? number.doubleValue()
        : otherwise;
  }

  /** The words an argument may be; none when it may be any. */
  List<String> words(String command, String argument) {
    return words(argument(command, argument));
  }

  static List<String> words(Fields schema) {
    List<String> words = new ArrayList<>();
    for (Object each : schema.list("enum")) {
      if (each instanceof String word) {
        words.add(word);
      }
    }
    return words;
  }

  /** The options of an entity that commands are sent to. */
  Map<String, @Nullable Object> commanded() {
    Map<String, @Nullable Object> options = new LinkedHashMap<>();
    options.put("command_topic", places.set());
    options.put("qos", 1);
    return options;
  }

  void add(String key, String platform, @Nullable String name, Map<String, @Nullable Object> of) {
    String free = free(ObjectIds.part(key));
    if (components.size() < MOST) {
      components.put(free, new Component(free, platform, name, of));
    }
  }

  private String free(String wanted) {
    String free = wanted;
    for (int n = 2; components.containsKey(free); n++) {
      free = wanted + "-" + n;
    }
    return free;
  }

  Optional<Fields> sensors() {
    Fields sensors = state().object("extras").object("sensors");
    return sensors.isEmpty() ? Optional.empty() : Optional.of(sensors);
  }
}
