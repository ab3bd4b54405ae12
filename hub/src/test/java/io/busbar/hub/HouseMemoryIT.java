package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubProcess;
import io.busbar.hub.testing.LoopbackDriver;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the house remembers: of its states, and of who did what; also after a restart. */
class HouseMemoryIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void end() throws Exception {
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void remembersStatesAndDeeds() throws IOException {
    try (HubProcess hub = HubProcess.start(HubClient.ADMINISTRATOR)) {
      String lamp = live(hub);
      HubClient app = HubClient.logIn(hub.http());
      assertRemembered(app, lamp);
      assertThat(hub.terminate()).isZero();
      hub.start();
      assertRemembered(HubClient.logIn(hub.http()), lamp);
    }
  }

  /** Reports a state and sends a command; answers the id of the device. */
  private String live(HubProcess hub) throws IOException {
    HubClient app = HubClient.logIn(hub.http());
    int port = URI.create(hub.http()).getPort();
    try (LoopbackDriver driver = new LoopbackDriver(vertx, "KEPT", List.of("one"), port).start()) {
      await().atMost(PATIENCE).until(driver::isRegistered);
      await().atMost(PATIENCE).until(() -> app.get("/devices?driverKey=KEPT").data().size() == 1);
      driver.reportAll();
      await().atMost(PATIENCE).until(() -> driver.acknowledged().containsKey("one"));
      String id = app.get("/devices?driverKey=KEPT").data().get(0).path("id").asText();
      Map<String, Object> command =
          Map.of("command", "set_brightness", "payload", Map.of("brightness", 40));
      assertThat(app.post("/devices/" + id + "/command", command).status()).isEqualTo(200);
      return id;
    }
  }

  private static void assertRemembered(HubClient app, String lamp) throws IOException {
    for (String resolution : List.of("raw", "minute", "hour", "day")) {
      JsonNode series =
          app.get("/history/" + lamp + "?key=brightness&resolution=" + resolution)
              .data()
              .path("series");
      assertThat(series).hasSize(1);
      JsonNode points = series.get(0).path("points");
      assertThat(points.get(points.size() - 1).path("value").asInt()).isEqualTo(40);
    }
    JsonNode deeds = app.get("/activity?kind=command&deviceId=" + lamp).data().path("items");
    assertThat(deeds).hasSize(1);
    assertThat(deeds.get(0).path("who").asText())
        .isEqualTo(HubClient.ADMINISTRATOR.get("BUSBAR_ADMIN_USERNAME"));
    assertThat(deeds.get(0).path("source").asText()).isEqualTo("rest");
    assertThat(app.get("/activity").data().path("items").findValuesAsText("kind"))
        .contains("login", "device-added", "driver-connected");
  }
}
