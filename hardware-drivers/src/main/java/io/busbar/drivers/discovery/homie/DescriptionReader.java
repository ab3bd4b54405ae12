package io.busbar.drivers.discovery.homie;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.homie.Described.Node;
import io.busbar.drivers.discovery.model.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code $description} of Homie 5. */
final class DescriptionReader {
  /** What an id may be made of; capitals and underscores are forgiven. */
  static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private DescriptionReader() {}

  /**
   * Reads a description.
   *
   * @throws HubFailure INVALID when it is of another convention
   */
  static Described read(String id, Fields told) {
    String version = text(told, "homie");
    if (!version.startsWith("5.")) {
      throw HubFailure.invalid(
          "the description is of Homie '%s'".formatted(version), "Publish \"homie\": \"5.0\".");
    }
    List<Node> nodes = new ArrayList<>();
    named(told.get("nodes"), Described.MAX_NODES)
        .forEach((key, node) -> nodes.add(node(key, node)));
    String root = text(told, "root");
    return new Described(
        id,
        text(told, "name"),
        version,
        nodes,
        AttributeTree.addresses(id, ""),
        root.isEmpty() ? text(told, "parent") : root);
  }

  private static Node node(String id, Fields node) {
    List<Property> properties = new ArrayList<>();
    named(node.get("properties"), Described.MAX_PROPERTIES)
        .forEach((key, property) -> properties.add(property(key, property)));
    return new Node(id, text(node, "name"), text(node, "type"), properties);
  }

  private static Property property(String id, Fields property) {
    return new Property(
        id,
        text(property, "name"),
        text(property, "datatype"),
        text(property, "format"),
        text(property, "unit"),
        Boolean.TRUE.equals(property.get("settable")),
        !Boolean.FALSE.equals(property.get("retained")));
  }

  /** Objects by id; a list of objects that hold their ids is understood as well. */
  private static Map<String, Fields> named(@Nullable Object value, int max) {
    Map<String, Fields> named = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, item) -> put(named, String.valueOf(key), Fields.from(item), max));
    } else if (value instanceof List<?> list) {
      for (Object item : list) {
        Fields fields = Fields.from(item);
        put(named, fields.text("id").orElse(""), fields, max);
      }
    }
    return named;
  }

  private static void put(Map<String, Fields> named, String id, Fields item, int max) {
    if (named.size() < max && ID.matcher(id).matches()) {
      named.putIfAbsent(id, item);
    }
  }

  private static String text(Fields fields, String key) {
    return Words.clean(fields.text(key).orElse(""), Words.MAX_TEXT);
  }
}
