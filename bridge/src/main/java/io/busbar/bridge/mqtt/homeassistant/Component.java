package io.busbar.bridge.mqtt.homeassistant;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entity of a device.
 *
 * @param key names it within its device: letters, digits, {@code _} and {@code -}
 * @param platform what Home Assistant takes it for: light, sensor, ...
 * @param name null: that of the device
 */
public record Component(
    String key, String platform, @Nullable String name, Map<String, @Nullable Object> options) {
  public Component {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }
}
