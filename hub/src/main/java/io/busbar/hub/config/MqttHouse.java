package io.busbar.hub.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the house appears on MQTT, and on whose broker.
 *
 * @param bridge null: only on the hub's own
 * @param homeAssistantPrefix of discovery topics
 */
public record MqttHouse(
    @Nullable Bridge bridge, HomeAssistant homeAssistant, String homeAssistantPrefix) {
  private static final int PLAIN_PORT = 1883;
  private static final int TLS_PORT = 8883;
  private static final int LONGEST_PREFIX = 128;

  /** How Home Assistant is told of devices. */
  public enum HomeAssistant {
    DEVICE,
    SINGLE,
    OFF
  }

  /**
   * A broker the hub is a client of.
   *
   * @param user null: it lets anybody in
   * @param certificates null: the authorities that Java trusts
   * @param clientId null: made of the hub's id
   */
  public record Bridge(
      String host,
      int port,
      boolean tls,
      @Nullable String user,
      @Nullable Secret password,
      @Nullable Path certificates,
      @Nullable String clientId,
      Duration keepAlive) {}

  public MqttHouse {
    if (homeAssistantPrefix.isEmpty()
        || homeAssistantPrefix.length() > LONGEST_PREFIX
        || !homeAssistantPrefix.matches("[^/+#$\\x00][^+#\\x00]*[^/+#\\x00]|[^/+#$\\x00]")) {
      throw ConfigFault.of(
          ConfigKey.MQTT_HOME_ASSISTANT_PREFIX,
          "is no beginning of a topic",
          "Write a topic like homeassistant, without wildcards or a slash at its ends.");
    }
  }

  /**
   * @throws ConfigFault an address that is none, or a value out of range
   */
  static MqttHouse read(Settings settings) {
    return new MqttHouse(
        settings.isSet(ConfigKey.MQTT_BRIDGE) ? bridge(settings) : null,
        settings.choice(ConfigKey.MQTT_HOME_ASSISTANT, HomeAssistant.class),
        settings.text(ConfigKey.MQTT_HOME_ASSISTANT_PREFIX).strip());
  }

  private static Bridge bridge(Settings settings) {
    URI address = address(settings.text(ConfigKey.MQTT_BRIDGE).strip());
    boolean tls = address.getScheme().equalsIgnoreCase("mqtts");
    int standard = tls ? TLS_PORT : PLAIN_PORT;
    String given = address.getRawUserInfo();
    String[] user = given == null ? new String[0] : given.split(":", 2);
    return new Bridge(
        address.getHost().replaceAll("^\\[|\\]$", ""),
        address.getPort() < 0 ? standard : address.getPort(),
        tls,
        user.length == 0 ? null : decoded(user[0]),
        user.length < 2 || user[1].isEmpty() ? null : new Secret(decoded(user[1])),
        settings.isSet(ConfigKey.MQTT_BRIDGE_CA) ? settings.path(ConfigKey.MQTT_BRIDGE_CA) : null,
        settings.optional(ConfigKey.MQTT_BRIDGE_CLIENT_ID),
        settings.span(
            ConfigKey.MQTT_BRIDGE_KEEP_ALIVE, Duration.ofSeconds(5), Duration.ofHours(18)));
  }

  private static URI address(String text) {
    try {
      URI address = new URI(text);
      String scheme = address.getScheme() == null ? "" : address.getScheme();
      String path = Objects.requireNonNullElse(address.getRawPath(), "");
      if (scheme.toLowerCase(Locale.ROOT).matches("mqtts?")
          && address.getHost() != null
          && address.getPort() != 0
          && address.getPort() <= 65_535
          && (path.isEmpty() || path.equals("/"))) {
        return address;
      }
    } catch (URISyntaxException unreadable) {
      throw noAddress();
    }
    throw noAddress();
  }

  private static ConfigFault noAddress() {
    return ConfigFault.of(
        ConfigKey.MQTT_BRIDGE,
        "is no address of a broker",
        "Write mqtt://user:password@host:1883, or mqtts:// for TLS; write @ : / in a password as"
            + " %40 %3A %2F.");
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
