package io.busbar.kit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A device as a driver announces it (spec 6.4).
 *
 * @param id the driver's own id of it, the same at every start
 * @param properties free; {@code manufacturer}, {@code model} and so on
 * @param commandCatalog items of {@code key}, {@code label}, {@code idempotent}, {@code
 *     payloadSchema}
 */
public record Device(
    String id,
    String name,
    String deviceType,
    List<String> tags,
    Map<String, @Nullable Object> properties,
    List<Map<String, Object>> commandCatalog) {

  /**
   * An item of the catalog.
   *
   * @param idempotent doing it twice is the same as doing it once
   * @param arguments JSON Schemas by name, all required; no others are taken
   */
  public static Map<String, Object> command(
      String key, String label, boolean idempotent, Map<String, ?> arguments) {
    return command(key, label, idempotent, arguments, List.copyOf(arguments.keySet()));
  }

  /**
   * An item of the catalog, some of whose arguments may be left out.
   *
   * @param required names of those that may not
   */
  public static Map<String, Object> command(
      String key,
      String label,
      boolean idempotent,
      Map<String, ?> arguments,
      List<String> required) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", arguments);
    schema.put("required", required);
    schema.put("additionalProperties", false);
    return Map.of("key", key, "label", label, "idempotent", idempotent, "payloadSchema", schema);
  }

  Map<String, @Nullable Object> announced() {
    Map<String, @Nullable Object> nested = new LinkedHashMap<>(properties);
    nested.put("commandCatalog", commandCatalog);
    Map<String, @Nullable Object> announced = new LinkedHashMap<>();
    announced.put("name", name);
    announced.put("deviceType", deviceType);
    announced.put("tags", tags);
    announced.put("properties", nested);
    return announced;
  }
}
