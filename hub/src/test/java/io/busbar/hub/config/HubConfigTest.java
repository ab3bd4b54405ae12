package io.busbar.hub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.value.House;
import io.busbar.hub.config.HubConfig.Envelope;
import io.busbar.hub.config.HubConfig.LogFormat;
import io.busbar.hub.config.HubConfig.LogLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubConfigTest {
  @TempDir Path home = Path.of("");

  @Test
  void keepsItsDefaults() {
    Path data = Path.of("data").toAbsolutePath();
    assertThat(config(Map.of()))
        .isEqualTo(
            new HubConfig(
                home,
                new HubConfig.Server("0.0.0.0", 8080, null, Envelope.LEGACY, List.of(), 2048),
                new HubConfig.Management("127.0.0.1", 8081),
                new HubConfig.Storage(data, data.resolve("drivers")),
                new HubConfig.Database(null, 12, Duration.ofSeconds(30)),
                new HubConfig.Identity(null, null, null),
                new House("Home", ZoneId.systemDefault(), null, null),
                new HubConfig.Automations(List.of()),
                new HubConfig.Drivers(
                    false,
                    null,
                    null,
                    200,
                    1000,
                    new ByteSize(1 << 20),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(120),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(5)),
                new HubConfig.Live(1000, 100, 1000, 1000, Duration.ofSeconds(15)),
                mqtt(),
                new MqttHouse(null, MqttHouse.HomeAssistant.DEVICE, "homeassistant"),
                new HubConfig.HomeAssistant(null, true, true),
                new HubConfig.HostSensors(true),
                new HubConfig.Demo(false),
                new HubConfig.History(true, Duration.ofDays(10), Duration.ofDays(400)),
                new HubConfig.Activity(Duration.ofDays(90)),
                new HubConfig.Log(LogLevel.INFO, LogFormat.TEXT, null),
                new HubConfig.Node(null, null)));
  }

  private static HubConfig.Mqtt mqtt() {
    return new HubConfig.Mqtt(
        1883,
        Map.of(),
        List.of(),
        null,
        null,
        null,
        1000,
        new ByteSize(4 << 20),
        100_000,
        200_000,
        20_000,
        Duration.ofSeconds(60));
  }

  @Test
  void takesEveryKeyFromTheEnvironment() {
    assertThat(config(Samples.ENVIRONMENT)).isEqualTo(Samples.expected(home));
  }

  @Test
  void takesEveryKeyFromTheFile() throws IOException {
    Files.createDirectories(home.resolve("conf"));
    Files.writeString(home.resolve("conf/busbar.yaml"), Samples.YAML);
    assertThat(config(Map.of())).isEqualTo(Samples.expected(home));
  }

  @Test
  void letsTheEnvironmentWinOverTheFile() throws IOException {
    Path file = home.resolve("other.yaml");
    Files.writeString(file, "server: {port: 1, host: 127.0.0.1}\n");
    Settings settings =
        new ConfigSources(home, Map.of("PORT", "2", "BUSBAR_CONFIG", file.toString())).read(null);
    assertThat(settings.get(ConfigKey.SERVER_PORT))
        .isEqualTo(new Settings.Setting("2", "environment"));
    assertThat(settings.get(ConfigKey.SERVER_HOST))
        .isEqualTo(new Settings.Setting("127.0.0.1", file.toString()));
    assertThat(settings.get(ConfigKey.LOG_LEVEL))
        .isEqualTo(new Settings.Setting("info", "default"));
  }

  @ParameterizedTest
  @CsvSource({
    "BUSBAR_PROT, Did you mean PORT",
    "BUSBAR_LOGLEVEL, Did you mean BUSBAR_LOG_LEVEL",
    "BUSBAR_PORT, Use PORT instead"
  })
  void refusesUnknownVariablesWithAHint(String name, String hint) {
    assertThatThrownBy(() -> config(Map.of(name, "1")))
        .isInstanceOfSatisfying(ConfigFault.class, fault -> assertThat(fault.hint()).contains(hint))
        .hasMessageContaining(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "server: {prot: 1} | server.port",
        "sever: {port: 1} | server.port",
        "server: 8080 | every key",
        "server: {port: {a: 1}} | every key",
        "'server: [' | YAML"
      })
  void refusesUnknownKeysOfTheFileWithAHint(String yaml, String hint) throws IOException {
    Path file = home.resolve("busbar.yaml");
    Files.writeString(file, yaml);
    assertThatThrownBy(() -> new ConfigSources(home, Map.of()).read(file))
        .isInstanceOfSatisfying(
            ConfigFault.class, fault -> assertThat(fault.hint()).contains(hint));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PORT | 65536",
        "PORT | http",
        "DRIVER_WS_PORT | -1",
        "BUSBAR_ENVELOPE | flat",
        "BUSBAR_HOST | two words",
        "BUSBAR_CORS_ORIGINS | example.org",
        "BUSBAR_CLUSTER_MEMBERS | 10.0.0.2:5701",
        "BUSBAR_NODE_ID | my node",
        "BUSBAR_ADMIN_USERNAME | ann",
        "BUSBAR_ADMIN_PASSWORD | secret",
        "JWT_SECRET_KEY | short",
        "BUSBAR_DATABASE_URL | mysql://a:b@c/d",
        "BUSBAR_DATABASE_CONNECTIONS | 1",
        "BUSBAR_HOUSE_NAME | ' '",
        "BUSBAR_TZ | Europe/Atlantis",
        "BUSBAR_HOUSE_LATITUDE | 90.5",
        "BUSBAR_HOUSE_LATITUDE | NaN",
        "BUSBAR_HOUSE_LATITUDE | north",
        "BUSBAR_HOUSE_LONGITUDE | -181",
        "BUSBAR_HTTP_ALLOW | http://nas.local/",
        "BUSBAR_DRIVER_REMOTE | maybe",
        "BUSBAR_DRIVER_EVENT_BURST | 199",
        "BUSBAR_DRIVER_MAX_FRAME | 1MB",
        "BUSBAR_DRIVER_MAX_FRAME | 1GiB",
        "BUSBAR_DRIVER_RESULT_TIMEOUT | 120",
        "BUSBAR_DRIVER_RESULT_TIMEOUT | 11m",
        "BUSBAR_DRIVER_MISSING_AFTER | 9s",
        "BUSBAR_LIVE_QUEUE | 9",
        "BUSBAR_MQTT_PORT | none",
        "BUSBAR_MQTT_USERS | remote",
        "BUSBAR_MQTT_USERS | remote:short",
        "BUSBAR_MQTT_RIGHTS | remote:all:#",
        "BUSBAR_MQTT_TLS_PORT | 8883",
        "BUSBAR_MQTT_MAX_PACKET | 17MiB",
        "BUSBAR_MQTT_QUEUE | 9",
        "BUSBAR_MQTT_RETAINED | 99",
        "BUSBAR_MQTT_MESSAGES_PER_SECOND | 9",
        "BUSBAR_MQTT_KEEP_ALIVE | 19h",
        "BUSBAR_MQTT_BRIDGE | http://broker.lan",
        "BUSBAR_MQTT_BRIDGE | mqtt://user:pass word@broker.lan",
        "BUSBAR_MQTT_BRIDGE | mqtt://broker.lan:70000",
        "BUSBAR_MQTT_BRIDGE | mqtt://broker.lan/path",
        "BUSBAR_MQTT_BRIDGE | broker.local:1883",
        "BUSBAR_MQTT_BRIDGE | localhost:1883",
        "BUSBAR_MQTT_BRIDGE | mqtt:host",
        "BUSBAR_MQTT_BRIDGE | broker.lan",
        "BUSBAR_MQTT_HOME_ASSISTANT | both",
        "BUSBAR_MQTT_HOME_ASSISTANT_PREFIX | home/#",
        "BUSBAR_HISTORY_RAW | 401d",
        "BUSBAR_HISTORY_HOURLY | 9d",
        "BUSBAR_ACTIVITY_RETENTION | 59m",
        "BUSBAR_LOG_LEVEL | loud"
      })
  void refusesWrongValuesNamingTheKey(String name, String value) {
    assertThatThrownBy(() -> config(Map.of(name, value)))
        .isInstanceOfSatisfying(ConfigFault.class, fault -> assertThat(fault.hint()).isNotEmpty())
        .hasMessageContaining(name.startsWith("BUSBAR_ADMIN") ? "BUSBAR_ADMIN" : name);
  }

  @ParameterizedTest
  @CsvSource({
    "BUSBAR_HOUSE_LATITUDE, BUSBAR_HOUSE_LONGITUDE",
    "BUSBAR_HOUSE_LONGITUDE, BUSBAR_HOUSE_LATITUDE"
  })
  void refusesHalfALocation(String given, String missing) {
    assertThatThrownBy(() -> config(Map.of(given, "5")))
        .isInstanceOf(ConfigFault.class)
        .hasMessageContaining(missing);
  }

  @Test
  void neverShowsSecrets() {
    HubConfig config = config(Samples.ENVIRONMENT);
    assertThat(config.toString()).contains(Secret.HIDDEN);
    Samples.SECRETS.forEach(secret -> assertThat(config.toString()).doesNotContain(secret));
    assertThatThrownBy(() -> config(Map.of("JWT_SECRET_KEY", "tooShortToBeUsed")))
        .message()
        .doesNotContain("tooShortToBeUsed");
  }

  private HubConfig config(Map<String, String> environment) {
    return HubConfig.of(home, new ConfigSources(home, environment).read(null));
  }
}
