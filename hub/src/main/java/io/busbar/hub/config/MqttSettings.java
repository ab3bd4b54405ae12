package io.busbar.hub.config;

import io.busbar.hub.config.HubConfig.Mqtt;
import io.busbar.hub.config.HubConfig.TopicRight;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the MQTT broker is told. */
final class MqttSettings {
  private static final int SHORTEST_PASSWORD = 8;
  private static final int RIGHT_PARTS = 3;

  private MqttSettings() {}

  /**
   * @throws ConfigFault a user without a password, a right of nobody, or a value out of range
   */
  static Mqtt read(Settings settings) {
    return new Mqtt(
        settings.optionalPort(ConfigKey.MQTT_PORT),
        users(settings),
        settings.list(ConfigKey.MQTT_RIGHTS).stream().map(MqttSettings::right).toList(),
        settings.optionalPort(ConfigKey.MQTT_TLS_PORT),
        path(settings, ConfigKey.MQTT_TLS_CERTIFICATE),
        path(settings, ConfigKey.MQTT_TLS_KEY),
        settings.number(ConfigKey.MQTT_MAX_CLIENTS, 1, 100_000),
        settings.size(ConfigKey.MQTT_MAX_PACKET, "1KiB", "16MiB"),
        settings.number(ConfigKey.MQTT_QUEUE, 10, 1_000_000),
        settings.number(ConfigKey.MQTT_RETAINED, 100, 1_000_000),
        settings.number(ConfigKey.MQTT_MESSAGES_PER_SECOND, 10, 10_000_000),
        settings.span(ConfigKey.MQTT_KEEP_ALIVE, Duration.ofSeconds(5), Duration.ofHours(18)));
  }

  private static @Nullable Path path(Settings settings, ConfigKey key) {
    return settings.isSet(key) ? settings.path(key) : null;
  }

  private static Map<String, Secret> users(Settings settings) {
    Map<String, Secret> users = new LinkedHashMap<>();
    for (String user : settings.list(ConfigKey.MQTT_USERS)) {
      int colon = user.indexOf(':');
      if (colon < 1 || user.length() - colon - 1 < SHORTEST_PASSWORD) {
        throw ConfigFault.of(
            ConfigKey.MQTT_USERS,
            "has a user without a name or with a short password",
            "Write name:password,name:password; a password has at least 8 characters.");
      }
      users.put(user.substring(0, colon), new Secret(user.substring(colon + 1)));
    }
    return users;
  }

  private static TopicRight right(String text) {
    String[] parts = text.split(":", RIGHT_PARTS);
    boolean read = parts.length == RIGHT_PARTS && parts[1].matches("read|both");
    boolean write = parts.length == RIGHT_PARTS && parts[1].matches("write|both");
    if (!(read || write) || parts[0].isEmpty() || parts[2].isEmpty()) {
      throw ConfigFault.of(
          ConfigKey.MQTT_RIGHTS,
          "has '" + text + "'",
          "Write name:read:filter, name:write:filter or name:both:filter.");
    }
    return new TopicRight(parts[0], read, write, parts[2]);
  }
}
