package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.hub.testing.DriverInstances;
import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A packaged hub, and devices that are mosquitto's clients. */
final class MqttDiscoveryIT {
  private static final String CONFIG = "homeassistant/light/lamp/config";
  private static final String LAMP = "homeassistant:lamp";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void devicesAppearWorkAndDisappear(@TempDir Path scratch) throws Exception {
    assumeThat(isThere("mosquitto_pub")).as("mosquitto-clients").isTrue();
    Map<String, String> settings = new HashMap<>(HubClient.ADMINISTRATOR);
    settings.put("HOS_RUNTIME_STORAGE_DIR", scratch.resolve("storage").toString());
    settings.put("BUSBAR_MQTT_USERS", "panel:open sesame");
    try (HubProcess hub = HubProcess.start(settings)) {
      announce(hub);
      DriverInstances house = new DriverInstances(HubClient.logIn(hub.http()));
      JsonNode lamp =
          house.awaitNamed(LAMP, device -> device.at("/state/brightness").asInt() == 50);
      assertThat(lamp.path("deviceType").asText()).isEqualTo("light");
      assertThat(lamp.at("/state/online").asBoolean()).isTrue();
      commands(hub, house, lamp);
      availability(hub, house);
      hostile(hub, house);
      assertThat(hub.terminate()).isZero();
      hub.start();
      DriverInstances again = new DriverInstances(HubClient.logIn(hub.http()));
      JsonNode kept = again.awaitNamed(LAMP, device -> device.at("/state/online").asBoolean());
      assertThat(kept.path("id")).isEqualTo(lamp.path("id"));
      commands(hub, again, kept);
      publish(hub, CONFIG, "", true);
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(
              () -> {
                HubClient.Answer answer = again.command(kept, "turn_on", Map.of());
                return answer.status() >= 400;
              });
    }
  }

  private static void announce(HubProcess hub) throws IOException {
    publish(hub, "lamp/up", "online", true);
    publish(hub, "lamp/state", "{\"state\":\"ON\",\"brightness\":127}", true);
    publish(
        hub,
        CONFIG,
        """
        {"~":"lamp","name":null,"uniq_id":"lamp","schema":"json","brightness":true,"bri_scl":254,
         "stat_t":"~/state","cmd_t":"~/set","avty_t":"~/up","qos":1,
         "dev":{"ids":["lamp"],"name":"Reading lamp","mf":"Acme","mdl":"L1"}}
        """,
        true);
  }

  /** Right after a restart the driver may not be there yet. */
  private static void commands(HubProcess hub, DriverInstances house, JsonNode lamp)
      throws Exception {
    List<String> line = client(hub, "mosquitto_sub");
    line.addAll(List.of("-t", "lamp/set", "-C", "1", "-W", "20", "-F", "%q %p"));
    Process device = new ProcessBuilder(line).redirectErrorStream(true).start();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              HubClient.Answer done =
                  house.command(lamp, "set_brightness", Map.of("brightness", 40));
              return done.status() == 200 && device.waitFor(500, TimeUnit.MILLISECONDS);
            });
    String heard = new String(device.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(heard.strip()).endsWith("{\"state\":\"ON\",\"brightness\":102}");
    HubClient.Answer wrong = house.command(lamp, "set_brightness", Map.of("brightness", 400));
    assertThat(wrong.status()).isEqualTo(422);
  }

  private static void availability(HubProcess hub, DriverInstances house) throws IOException {
    publish(hub, "lamp/up", "offline", true);
    JsonNode gone = house.awaitNamed(LAMP, device -> !device.at("/state/online").asBoolean());
    assertThat(gone.at("/state/brightness").asInt()).isEqualTo(50);
    publish(hub, "lamp/up", "online", true);
    JsonNode back = house.awaitNamed(LAMP, device -> device.at("/state/online").asBoolean());
    assertThat(back.path("name").asText()).isEqualTo("Reading lamp");
  }

  /** Neither a hostile template nor an endless one does harm; both are named. */
  private static void hostile(HubProcess hub, DriverInstances house) throws IOException {
    publish(
        hub,
        "homeassistant/sensor/evil/config",
        "{\"stat_t\":\"lamp/state\",\"val_tpl\":\"{{ ''.__class__.mro() }}\"}",
        false);
    publish(
        hub,
        "homeassistant/sensor/endless/config",
        "{\"stat_t\":\"lamp/state\",\"val_tpl\":\"{% for a in range(250) %}{% for b in"
            + " range(250) %}{% for c in range(250) %}x{% endfor %}{% endfor %}{% endfor %}\"}",
        false);
    publish(hub, "lamp/state", "{\"state\":\"OFF\",\"brightness\":127}", true);
    JsonNode own =
        house.awaitNamed("mqtt-discovery", device -> device.at("/state/extras/faults").size() >= 2);
    String faults = own.at("/state/extras/faults").toString();
    assertThat(faults).contains("no method 'mro'").contains("takes more than");
    JsonNode off = house.awaitNamed(LAMP, device -> !device.at("/state/power").asBoolean());
    assertThat(off.at("/state/online").asBoolean()).isTrue();
  }

  private static void publish(HubProcess hub, String topic, String payload, boolean retain)
      throws IOException {
    List<String> line = client(hub, "mosquitto_pub");
    line.addAll(List.of("-q", "1", "-t", topic));
    line.addAll(payload.isEmpty() ? List.of("-n") : List.of("-m", payload));
    if (retain) {
      line.add("-r");
    }
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(output).as(topic).isEmpty();
  }

  private static List<String> client(HubProcess hub, String program) throws IOException {
    String port = Objects.requireNonNull(hub.ports().get("mqtt")).toString();
    return new ArrayList<>(
        List.of(program, "-h", "127.0.0.1", "-p", port, "-u", "panel", "-P", "open sesame"));
  }

  private static boolean isThere(String program) {
    return List.of(System.getenv().getOrDefault("PATH", "").split(":")).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(program)));
  }
}
