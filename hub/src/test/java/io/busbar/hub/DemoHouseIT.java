package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.hub.testing.DriverInstances;
import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubClient.Answer;
import io.busbar.hub.testing.HubProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The simulated house in a real hub, turned on, off and on again over the same data. */
class DemoHouseIT {
  private static final int DEVICES = 21;
  private static final String DEMO = "BUSBAR_DEMO";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void isThereWhenAskedForAndOnlyThen() throws IOException {
    Map<String, String> settings = new HashMap<>(HubClient.ADMINISTRATOR);
    try (HubProcess hub = HubProcess.start(settings)) {
      HubClient app = HubClient.logIn(hub.http());
      assertThat(drivers(app)).contains("HOST_SENSORS").doesNotContain("DEMO_HOUSE");
      assertThat(house(app)).isEmpty();

      restart(hub, settings, "true");
      app = HubClient.logIn(hub.http());
      showsTheHouse(app);
      takesCommands(new DriverInstances(app));
      String light = idOf(app, "demo:living-room-ceiling");

      restart(hub, settings, "false");
      app = HubClient.logIn(hub.http());
      assertThat(drivers(app)).doesNotContain("DEMO_HOUSE");
      assertThat(house(app)).hasSize(DEVICES).noneMatch(it -> it.path("online").asBoolean());
      Answer refused =
          new DriverInstances(app).command(house(app).get(0), "refresh_state", Map.of());
      assertThat(refused.code()).as("%s", refused.body()).isEqualTo("DRIVER_OFFLINE");

      restart(hub, settings, "true");
      app = HubClient.logIn(hub.http());
      JsonNode again =
          new DriverInstances(app)
              .awaitNamed("demo:living-room-ceiling", it -> it.path("online").asBoolean());
      assertThat(again.path("id").asText()).isEqualTo(light);
    }
  }

  private static void showsTheHouse(HubClient app) {
    await().atMost(PATIENCE).untilAsserted(() -> isComplete(house(app)));
  }

  private static void isComplete(List<JsonNode> house) {
    assertThat(house)
        .hasSize(DEVICES)
        .allMatch(it -> it.path("online").asBoolean())
        .allMatch(it -> !it.path("state").isEmpty());
  }

  private static void takesCommands(DriverInstances devices) throws IOException {
    JsonNode light = devices.awaitNamed("demo:living-room-ceiling", it -> true);
    assertThat(light.path("properties").path("simulated").asBoolean()).isTrue();
    assertThat(light.path("domain").asText()).isEqualTo("lighting");
    Answer dimmed = devices.command(light, "set_brightness", Map.of("value", 35));
    assertThat(dimmed.data().path("status").asText())
        .as("%s", dimmed.body())
        .isEqualTo("completed");
    JsonNode lit =
        devices.awaitNamed(
            "demo:living-room-ceiling", it -> it.path("state").path("brightness").asInt() == 35);
    assertThat(lit.path("state").path("power").asBoolean()).isTrue();

    JsonNode blind = devices.awaitNamed("demo:living-room-blind", it -> true);
    Answer moved = devices.command(blind, "set_position", Map.of("position", 85));
    assertThat(moved.status()).as("%s", moved.body()).isEqualTo(200);
    JsonNode arrived =
        devices.awaitNamed(
            "demo:living-room-blind",
            it ->
                it.path("state").path("position").asInt() == 85
                    && it.path("state").path("extras").path("status").asText().equals("stopped"));
    assertThat(arrived.path("capabilities")).extracting(JsonNode::asText).containsExactly("cover");
    assertThat(arrived.path("domain").asText()).isEqualTo("covers");

    JsonNode thermostat = devices.awaitNamed("demo:living-room-thermostat", it -> true);
    Answer wrong = devices.command(thermostat, "set_temperature", Map.of("temperature", 90));
    assertThat(wrong.status()).as("%s", wrong.body()).isEqualTo(422);
    Answer warmer = devices.command(thermostat, "set_temperature", Map.of("targetTemperature", 24));
    assertThat(warmer.status()).as("%s", warmer.body()).isEqualTo(200);
  }

  private static void restart(HubProcess hub, Map<String, String> settings, String demo)
      throws IOException {
    assertThat(hub.terminate()).isZero();
    settings.put(DEMO, demo);
    hub.start();
  }

  private static List<JsonNode> house(HubClient app) throws IOException {
    return StreamSupport.stream(app.get("/devices").data().spliterator(), false)
        .filter(device -> device.path("tags").toString().contains("\"demo\""))
        .toList();
  }

  private static String idOf(HubClient app, String externalId) throws IOException {
    return house(app).stream()
        .filter(device -> device.path("externalId").asText().equals(externalId))
        .findFirst()
        .orElseThrow()
        .path("id")
        .asText();
  }

  private static List<String> drivers(HubClient app) throws IOException {
    return StreamSupport.stream(app.get("/integrations").data().spliterator(), false)
        .map(driver -> driver.path("driverKey").asText())
        .toList();
  }
}
