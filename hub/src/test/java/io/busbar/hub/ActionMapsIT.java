package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubClient.Answer;
import io.busbar.hub.testing.HubProcess;
import io.busbar.hub.testing.LoopbackDriver;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A real hub between a switch and a lamp: maps that hear, maps by hand, and raw words. */
class ActionMapsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Vertx vertx = Vertx.vertx();
  private @Nullable LoopbackDriver driver;

  @AfterEach
  void end() throws Exception {
    if (driver != null) {
      driver.close();
    }
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void aSwitchTurnsALampOnAlsoAfterARestart() throws IOException {
    try (HubProcess hub = HubProcess.start(HubClient.ADMINISTRATOR)) {
      HubClient app = HubClient.logIn(hub.http());
      connect(hub, app);
      String map = saveSwitchToLamp(app, 70);
      press(false);
      await().atMost(PATIENCE).until(() -> state(app, "switch").has("power"));
      assertThat(state(app, "lamp").path("power").asBoolean()).isFalse();

      press(true);
      await().atMost(PATIENCE).until(() -> state(app, "lamp").path("brightness").asInt() == 70);
      assertThat(state(app, "lamp").path("power").asBoolean()).isTrue();

      press(false);
      await().atMost(PATIENCE).until(() -> !state(app, "switch").path("power").asBoolean(true));
      assertThat(hub.terminate()).isZero();
      hub.start();
      HubClient again = app.at(hub.http());
      assertThat(again.get("/action-maps/" + map).data().path("direction").asText())
          .isEqualTo("inbound");
      connect(hub, again);
      assertThat(again.post("/action-maps/save", switchToLamp(again, 40)).status()).isEqualTo(200);
      press(true);
      await().atMost(PATIENCE).until(() -> state(again, "lamp").path("brightness").asInt() == 40);
    }
  }

  @Test
  void runsMapsByHandAndSendsWordsAsTheyAre() throws IOException {
    try (HubProcess hub = HubProcess.start(HubClient.ADMINISTRATOR)) {
      HubClient app = HubClient.logIn(hub.http());
      connect(hub, app);
      String map = saveSwitchToLamp(app, 55);
      String lamp = id(app, "lamp");

      Answer run = app.post("/action-maps/" + map + "/trigger", Map.of());
      assertThat(run.data().path("status").asText()).as("%s", run.body()).isEqualTo("completed");
      assertThat(run.data().path("actionMapId").asText()).isEqualTo(map);
      await().atMost(PATIENCE).until(() -> state(app, "lamp").path("brightness").asInt() == 55);

      Answer raw =
          app.post(
              "/devices/" + lamp + "/action",
              Map.of("action", "KEY_7", "data", Map.of("brightness", 88)));
      assertThat(raw.data().path("status").asText()).as("%s", raw.body()).isEqualTo("completed");
      await().atMost(PATIENCE).until(() -> state(app, "lamp").path("brightness").asInt() == 88);

      assertTalksTo(Objects.requireNonNull(driver), app);
      assertThat(refusal(app, Map.of("direction", "inbound", "targetDeviceId", "none")).status())
          .isEqualTo(400);
    }
  }

  private static void assertTalksTo(LoopbackDriver driver, HubClient app) throws IOException {
    String path = "/drivers/" + driver.key() + "/message";
    Answer sent = app.post(path, Map.of("message", Map.of("event", "SELF_TEST")));
    assertThat(sent.data().path("delivered").asBoolean()).as("%s", sent.body()).isTrue();
    await().atMost(PATIENCE).until(() -> driver.lastMessage().equals("SELF_TEST"));
    Answer reserved = app.post(path, Map.of("message", Map.of("type", "REGISTERED")));
    assertThat(reserved.status()).isEqualTo(400);
    assertThat(reserved.body().path("hint").asText()).isNotEmpty();
  }

  private static Answer refusal(HubClient app, Map<String, ?> map) throws IOException {
    return app.post("/action-maps/save", map);
  }

  private void connect(HubProcess hub, HubClient app) throws IOException {
    if (driver != null) {
      driver.close();
    }
    int port = URI.create(hub.http()).getPort();
    LoopbackDriver fresh =
        new LoopbackDriver(vertx, "MAPPED", List.of("switch", "lamp"), port).start();
    driver = fresh;
    await().atMost(PATIENCE).until(fresh::isRegistered);
    await().atMost(PATIENCE).ignoreExceptions().until(() -> !id(app, "switch").isEmpty());
    await().atMost(PATIENCE).ignoreExceptions().until(() -> !id(app, "lamp").isEmpty());
  }

  private void press(boolean power) {
    Objects.requireNonNull(driver)
        .send(
            "{\"event\":\"STATE_UPDATE\",\"device_id\":\"switch\",\"data\":{\"power\":%s}}"
                .formatted(power));
  }

  private static String saveSwitchToLamp(HubClient app, int brightness) throws IOException {
    Answer saved = app.post("/action-maps/save", switchToLamp(app, brightness));
    assertThat(saved.status()).as("%s", saved.body()).isEqualTo(200);
    return saved.data().path("id").asText();
  }

  private static Map<String, ?> switchToLamp(HubClient app, int brightness) throws IOException {
    return Map.of(
        "id", "switch-to-lamp",
        "direction", "inbound",
        "deviceId", id(app, "switch"),
        "event", Map.of("type", "state", "key", "power", "to", true),
        "targetDeviceId", id(app, "lamp"),
        "action", "set_brightness",
        "payloadTemplate", Map.of("brightness", brightness));
  }

  private static JsonNode state(HubClient app, String name) throws IOException {
    return app.get("/state/snapshot").data().path(id(app, name));
  }

  private static String id(HubClient app, String name) throws IOException {
    for (JsonNode device : app.get("/devices").data()) {
      if (device.path("name").asText().equals(name)) {
        return device.path("id").asText();
      }
    }
    throw new AssertionError("no device " + name);
  }
}
