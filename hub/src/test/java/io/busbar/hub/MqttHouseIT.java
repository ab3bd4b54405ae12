package io.busbar.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.contracts.bus.Json;
import io.busbar.hub.testing.HouseUnderTest;
import io.busbar.hub.testing.Mosquitto;
import io.busbar.hub.testing.NodeScript;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The house on the hub's own broker, as mosquitto's clients and npm's mqtt see it. */
class MqttHouseIT {
  private static final String PASSWORD = "open sesame";
  private static final List<String> DIMMERS = List.of("desk", "odd/+#id");

  private static HouseUnderTest house;

  @BeforeAll
  static void start() throws IOException {
    Mosquitto.assumeClients();
    house =
        HouseUnderTest.start(
            DIMMERS,
            Map.of(
                "BUSBAR_MQTT_USERS",
                "panel:" + PASSWORD + ",reader:" + PASSWORD,
                "BUSBAR_MQTT_RIGHTS",
                "reader:read:hos/#",
                "BUSBAR_HOST_SENSORS",
                "false"));
    DIMMERS.forEach(each -> house.driver().report(each, Map.of("power", false, "brightness", 7)));
  }

  @AfterAll
  static void end() throws IOException {
    if (house != null) {
      house.close();
    }
  }

  @Test
  void npmClientsSeeAndCommandTheHouse() throws IOException {
    NodeScript.run(
        "mqtt-house.e2e.mjs",
        Map.of(
            "MQTT_URL",
            "mqtt://127.0.0.1:" + port(),
            "MQTT_USER",
            "panel",
            "MQTT_PASSWORD",
            PASSWORD,
            "DEVICE",
            house.id("desk"),
            "HUB_ID",
            hubId()));
  }

  @Test
  void aUserWithoutTheRightCannotSetAndNobodyWritesStates() throws IOException {
    house.driver().forgetTold();
    String set = "hos/" + hubId() + "/device/" + house.id("desk") + "/set";
    assertThat(publish("reader", set, "{\"power\":true}")).containsIgnoringCase("not authorized");
    String state = "hos/" + hubId() + "/device/" + house.id("desk") + "/state";
    assertThat(publish("panel", state, "{}")).containsIgnoringCase("not authorized");
    assertThat(publish("panel", "hos/" + hubId() + "/status", "offline"))
        .containsIgnoringCase("not authorized");
    assertThat(house.driver().told()).isEmpty();
  }

  @Test
  void aRetainedRequestIsRefusedWithAClearResult() throws IOException {
    house.driver().forgetTold();
    String root = "hos/" + hubId() + "/device/" + house.id("desk");
    Process listener = listen(root + "/result");
    List<String> more = List.of("-r", "-q", "1", "-t", root + "/set", "-m", "{\"power\":true}");
    await()
        .atMost(HouseUnderTest.PATIENCE)
        .until(
            () ->
                Mosquitto.client("mosquitto_pub", port(), as("panel", more)).isEmpty()
                    && !listener.isAlive());
    assertThat(new String(listener.getInputStream().readAllBytes(), UTF_8))
        .contains("\"status\":\"refused\"", "retain");
    assertThat(house.driver().told()).isEmpty();
    List<String> kept = List.of("-t", root + "/set", "-W", "2");
    assertThat(read(kept)).doesNotContain("power");
  }

  @Test
  void whatWasLeftBehindIsClearedAndAKillIsForgotten() throws IOException {
    String hub = hubId();
    String state = "hos/" + hub + "/device/" + house.id("desk") + "/state";
    house.hub().kill();
    house.hub().start();
    house.awaitDriver(2);
    assertThat(read(List.of("-t", "hos/" + hub + "/status", "-C", "1", "-W", "20")))
        .isEqualTo("online\n");
    assertThat(read(List.of("-t", state, "-C", "1", "-W", "20"))).contains("brightness");
    await()
        .atMost(HouseUnderTest.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        read(
                            List.of(
                                "-t",
                                state.replace("/state", "/availability"),
                                "-C",
                                "1",
                                "-W",
                                "5")))
                    .isEqualTo("online\n"));
    house.driver().send("{\"event\":\"DEVICE_REMOVED\",\"device_id\":\"odd/+#id\",\"data\":{}}");
    await()
        .atMost(HouseUnderTest.PATIENCE)
        .untilAsserted(
            () -> assertThat(topics("hos/#", "homeassistant/#")).noneMatch(MqttHouseIT::isOdd));
    assertThat(topics("hos/#")).contains(state);
  }

  @Test
  void aRenamedDeviceIsRenamedForHomeAssistant() throws IOException {
    String config = "homeassistant/device/busbar_%s_%s/config".formatted(hubId(), house.id("desk"));
    house
        .driver()
        .send(
            "{\"event\":\"DEVICE_UPDATED\",\"device_id\":\"desk\",\"data\":{\"name\":\"Old lamp\"}}");
    await()
        .atMost(HouseUnderTest.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(read(List.of("-t", config, "-C", "1", "-W", "5")))
                    .contains("\"name\":\"Old lamp\""));
  }

  private static boolean isOdd(String topic) {
    return topic.contains(house.id("odd/+#id"));
  }

  private static List<String> topics(String... filters) throws IOException {
    List<String> arguments = new ArrayList<>();
    for (String filter : filters) {
      arguments.addAll(List.of("-t", filter));
    }
    arguments.addAll(List.of("-W", "2", "--retained-only", "-F", "%t"));
    return read(arguments).lines().filter(line -> line.contains("/")).toList();
  }

  private static Process listen(String topic) throws IOException {
    List<String> line = new ArrayList<>(List.of("mosquitto_sub", "-h", "127.0.0.1"));
    line.addAll(List.of("-p", Integer.toString(port()), "-C", "1", "-W", "20", "-t", topic));
    line.addAll(List.of("-u", "panel", "-P", PASSWORD));
    return new ProcessBuilder(line).redirectErrorStream(true).start();
  }

  private static String publish(String user, String topic, String message) throws IOException {
    return Mosquitto.client(
        "mosquitto_pub",
        port(),
        as(user, List.of("-V", "mqttv5", "-q", "1", "-t", topic, "-m", message)));
  }

  private static String read(List<String> arguments) throws IOException {
    return Mosquitto.client("mosquitto_sub", port(), as("panel", arguments));
  }

  private static List<String> as(String user, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("-u", user, "-P", PASSWORD));
    all.addAll(arguments);
    return all;
  }

  private static int port() throws IOException {
    return Objects.requireNonNull(house.hub().ports().get("mqtt"));
  }

  private static String hubId() throws IOException {
    JsonNode graph = Json.MAPPER.valueToTree(house.get("/home/graph?depth=0"));
    return graph.path("home").path("id").asText();
  }
}
