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
