package io.busbar.drivers.discovery.homie;

import io.busbar.drivers.discovery.homie.Described.Node;
import io.busbar.drivers.discovery.model.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The attributes of one device of Homie 3 or 4, which arrive one by one in any order. */
final class AttributeTree {
  private static final int MAX_ATTRIBUTES = 2_000;
  private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}([:-]?[0-9a-f]{2}){5}");

  private final String id;
  private final Map<String, String> attributes = new HashMap<>();

  AttributeTree(String id) {
    this.id = id;
  }

  /**
   * Keeps an attribute; an empty one is taken away.
   *
   * @return false when there are too many
   */
  boolean put(String path, String value) {
    if (value.isEmpty()) {
      attributes.remove(path);
      return true;
    }
    if (attributes.size() >= MAX_ATTRIBUTES && !attributes.containsKey(path)) {
      return false;
    }
    attributes.put(path, value);
    return true;
  }

  int size() {
    return attributes.size();
  }

  String get(String path) {
    return attributes.getOrDefault(path, "");
  }

  /** The device, as soon as everything it lists has arrived. */
  Optional<Described> described() {
    List<Node> nodes = new ArrayList<>();
    if (get("$name").isEmpty() && get("$nodes").isEmpty()) {
      return Optional.empty();
    }
    for (String node : ids(get("$nodes"), Described.MAX_NODES)) {
      if (!attributes.containsKey(node + "/$properties")) {
        return Optional.empty();
      }
      Optional<List<Property>> properties = properties(node);
      if (properties.isEmpty()) {
        return Optional.empty();
      }
      nodes.add(new Node(node, get(node + "/$name"), get(node + "/$type"), properties.get()));
    }
    return Optional.of(
        new Described(id, get("$name"), get("$homie"), nodes, addresses(id, get("$mac")), ""));
  }

  private Optional<List<Property>> properties(String node) {
    List<Property> properties = new ArrayList<>();
    for (String property : ids(get(node + "/$properties"), Described.MAX_PROPERTIES)) {
      String path = node + "/" + property + "/$";
      boolean described =
          attributes.containsKey(path + "name") || attributes.containsKey(path + "datatype");
      if (!described) {
        return Optional.empty();
      }
      String datatype = get(path + "datatype");
      properties.add(
          new Property(
              property,
              get(path + "name"),
              datatype.isEmpty() ? "string" : datatype,
              get(path + "format"),
              get(path + "unit"),
              get(path + "settable").equals("true"),
              !get(path + "retained").equals("false")));
    }
    return Optional.of(properties);
  }

  /** The hardware addresses among the names of a device. */
  static List<String> addresses(String... names) {
    return Arrays.stream(names)
        .map(name -> name.toLowerCase(Locale.ROOT))
        .filter(name -> MAC.matcher(name).matches())
        .toList();
  }

  /** A list of ids; the brackets of an array are left out. */
  private static List<String> ids(String list, int max) {
    return Arrays.stream(list.split(",", max + 1))
        .map(part -> Words.clean(part, Words.MAX_KEY).replace("[]", ""))
        .filter(part -> DescriptionReader.ID.matcher(part).matches())
        .distinct()
        .limit(max)
        .toList();
  }
}
