package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.drivers.discovery.Recording;
import io.busbar.drivers.mqtt.MqttMessage;
import io.busbar.hub.testing.DriverInstances;
import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What devices of each dialect publish, said by mosquitto's client to a packaged hub. */
final class MqttDialectsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void devicesOfEveryDialectObeyInTheirOwnWords() throws Exception {
    Map<String, String> settings = new HashMap<>(HubClient.ADMINISTRATOR);
    settings.put("BUSBAR_MQTT_USERS", "devices:open sesame");
    try (HubProcess hub = HubProcess.start(settings)) {
      DriverInstances house = new DriverInstances(HubClient.logIn(hub.http()));
      for (String recording : List.of("zigbee2mqtt", "tasmota", "homie4")) {
        for (MqttMessage message : Recording.read(recording + ".mqtt")) {
          publish(hub, message);
        }
      }
      obeys(
          hub,
          house,
          "zigbee2mqtt:0x90fd9ffffe6494fc",
          "zigbee2mqtt/my_bulb/set",
          "{\"state\":\"ON\"}");
      obeys(hub, house, "tasmota:e09806f17f56", "cmnd/tasmota_F17F56/POWER1", "ON");
      obeys(hub, house, "homie:shelf", "homie/shelf/light/power/set", "true");
    }
  }

  private static void obeys(
      HubProcess hub, DriverInstances house, String device, String topic, String payload)
      throws IOException {
    JsonNode there = house.awaitNamed(device, it -> !it.path("deviceType").asText().isEmpty());
    List<String> line = client(hub, "mosquitto_sub");
    line.addAll(List.of("-t", topic, "-C", "1", "-W", "20"));
    Process listening = new ProcessBuilder(line).redirectErrorStream(true).start();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              HubClient.Answer done = house.command(there, "turn_on", Map.of());
              return done.status() == 200 && listening.waitFor(500, TimeUnit.MILLISECONDS);
            });
    String heard = new String(listening.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(heard.strip()).as(device).isEqualTo(payload);
  }

  private static void publish(HubProcess hub, MqttMessage message) throws IOException {
    List<String> line = client(hub, "mosquitto_pub");
    line.addAll(List.of("-q", "1", "-t", message.topic(), "-m", message.payload().text()));
    if (message.retained()) {
      line.add("-r");
    }
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(output).as(message.topic()).isEmpty();
  }

  private static List<String> client(HubProcess hub, String program) throws IOException {
    String port = Objects.requireNonNull(hub.ports().get("mqtt")).toString();
    return new ArrayList<>(
        List.of(program, "-h", "127.0.0.1", "-p", port, "-u", "devices", "-P", "open sesame"));
  }
}
