package io.busbar.drivers.discovery.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON Schemas of command arguments. */
public final class Schemas {
  /** Most values an enumeration may have. */
  public static final int MAX_CHOICES = 200;

  private static final String TYPE = "type";

  private Schemas() {}

  public static Map<String, Object> percent() {
    return number("number", 0.0, 100.0);
  }

  /**
   * A number within bounds that are left out where they are not known, or make no range.
   *
   * @param type {@code number} or {@code integer}
   */
  public static Map<String, Object> number(
      String type, @Nullable Double min, @Nullable Double max) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put(TYPE, type);
    if (min != null && (max == null || min <= max)) {
      schema.put("minimum", Values.plain(min));
    }
    if (max != null && (min == null || min <= max)) {
      schema.put("maximum", Values.plain(max));
    }
    return schema;
  }

  public static Map<String, Object> color() {
    return Map.of(TYPE, "string", "pattern", "^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$");
  }

  public static Map<String, Object> truth() {
    return Map.of(TYPE, "boolean");
  }

  public static Map<String, Object> text() {
    return Map.of(TYPE, "string", "maxLength", Words.MAX_TEXT);
  }

  /** One of some texts; any text when none are given. */
  public static Map<String, Object> choice(List<String> values) {
    List<String> distinct = values.stream().distinct().limit(MAX_CHOICES).toList();
    return distinct.isEmpty() ? text() : Map.of(TYPE, "string", "enum", distinct);
  }
}
