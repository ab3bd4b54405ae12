package io.busbar.verticles.integrations;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.InstanceId;
import io.busbar.verticles.secrets.SecretBox;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Properties on their three ways: sealed to the store, in clear to the driver's process, masked to
 * everybody else. A sealed value is stored as an object with the one key {@value #SEALED}.
 */
final class SealedProperties {
  private static final String SEALED = "$sealed";

  private final SecretBox box;

  SealedProperties(SecretBox box) {
    this.box = box;
  }

  static boolean isSealed(Object value) {
    return value instanceof Map<?, ?> map && map.size() == 1 && map.get(SEALED) instanceof String;
  }

  /** Seals what is secret and in clear; what is sealed stays. */
  Fields seal(InstanceId owner, PropertyForm form, Fields properties) {
    Map<String, @Nullable Object> sealed = new LinkedHashMap<>(properties.values());
    sealed.replaceAll(
        (key, value) ->
            value == null || isSealed(value) || !form.isSecret(key)
                ? value
                : Map.of(SEALED, box.seal(owner(owner, key), Json.text(value))));
    return new Fields(sealed);
  }

  /**
   * @throws io.busbar.contracts.bus.HubFailure INTERNAL SECRET_UNREADABLE
   */
  Fields open(InstanceId owner, Fields properties) {
    Map<String, @Nullable Object> open = new LinkedHashMap<>(properties.values());
    open.replaceAll((key, value) -> openOne(owner, key, value));
    return new Fields(open);
  }

  Fields mask(PropertyForm form, Fields properties) {
    Map<String, @Nullable Object> masked = new LinkedHashMap<>(properties.values());
    masked.replaceAll(
        (key, value) -> value != null && isHidden(form, key, value) ? PropertyForm.MASK : value);
    return new Fields(masked);
  }

  /** The keys of all secrets: what a log must not show. */
  static List<String> secretKeys(PropertyForm form, Fields properties) {
    List<String> keys = new ArrayList<>();
    properties
        .values()
        .forEach(
            (key, value) -> {
              if (value != null && isHidden(form, key, value)) {
                keys.add(key);
              }
            });
    return keys;
  }

  private static boolean isHidden(PropertyForm form, String key, Object value) {
    return isSealed(value) || form.isSecret(key);
  }

  private @Nullable Object openOne(InstanceId owner, String key, @Nullable Object value) {
    if (!(value instanceof Map<?, ?> map) || !(map.get(SEALED) instanceof String text)) {
      return value;
    }
    String json = box.open(owner(owner, key), text);
    return Json.read(json.getBytes(StandardCharsets.UTF_8), Object.class);
  }

  private static String owner(InstanceId instance, String key) {
    return instance + "/" + key;
  }
}
