package io.busbar.bridge.mqtt.homeassistant;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One device as Home Assistant is told of it.
 *
 * @param objectId its name among the topics, and the first part of the ids of its entities
 * @param about name, maker and so on
 * @param version of the hub
 * @param availability topics that all must say {@code online}; none: each entity names its own
 */
public record Export(
    String objectId,
    Map<String, @Nullable Object> about,
    String version,
    List<String> availability,
    List<Component> components) {

  /** How it is told: a device at a time, or an entity at a time. */
  public enum Form {
    DEVICE,
    SINGLE
  }

  /**
   * The messages that tell it, by topic. A device with no entities is not told of.
   *
   * @param gone the platforms, by key, of components that are no more: in the device form Home
   *     Assistant removes those only when it is told so
   */
  public Map<String, Map<String, @Nullable Object>> messages(
      Form form, String prefix, Map<String, String> gone) {
    Map<String, Map<String, @Nullable Object>> messages = new LinkedHashMap<>();
    if (components.isEmpty()) {
      return messages;
    }
    switch (form) {
      case DEVICE -> messages.put(topic(prefix), whole(gone));
      case SINGLE -> components.forEach(each -> messages.put(topic(prefix, each), single(each)));
    }
    return messages;
  }

  private String topic(String prefix) {
    return "%s/device/%s/config".formatted(prefix, objectId);
  }

  private Map<String, @Nullable Object> whole(Map<String, String> gone) {
    Map<String, @Nullable Object> parts = new LinkedHashMap<>();
    components.forEach(each -> parts.put(each.key(), part(each)));
    gone.forEach((key, platform) -> parts.putIfAbsent(key, Map.of("platform", platform)));
    Map<String, @Nullable Object> message = shared();
    message.put("components", parts);
    return message;
  }

  /** The platforms of all components, by key. */
  public Map<String, String> platforms() {
    Map<String, String> platforms = new LinkedHashMap<>();
    components.forEach(each -> platforms.put(each.key(), each.platform()));
    return platforms;
  }

  /** Those of earlier components that this one does not have. */
  public Map<String, String> missing(Map<String, String> before) {
    Map<String, String> missing = new LinkedHashMap<>(before);
    Set<String> kept = platforms().keySet();
    missing.keySet().removeAll(kept);
    return missing;
  }

  private String topic(String prefix, Component component) {
    return "%s/%s/%s/%s/config".formatted(prefix, component.platform(), objectId, component.key());
  }

  private Map<String, @Nullable Object> single(Component component) {
    Map<String, @Nullable Object> message = shared();
    Map<String, @Nullable Object> part = part(component);
    part.remove("platform");
    message.putAll(part);
    return message;
  }

  private Map<String, @Nullable Object> part(Component component) {
    Map<String, @Nullable Object> part = new LinkedHashMap<>();
    part.put("platform", component.platform());
    part.put("unique_id", objectId + "_" + component.key());
    part.put("name", component.name());
    part.putAll(component.options());
    return part;
  }

  private Map<String, @Nullable Object> shared() {
    Map<String, @Nullable Object> shared = new LinkedHashMap<>();
    shared.put("device", about);
    shared.put("origin", Map.of("name", "Busbar", "sw_version", version));
    if (!availability.isEmpty()) {
      shared.put(
          "availability", availability.stream().map(topic -> Map.of("topic", topic)).toList());
      shared.put("availability_mode", "all");
    }
    return shared;
  }
}
