package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.hub.testing.FreePort;
import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubClient.Answer;
import io.busbar.hub.testing.HubProcess;
import io.busbar.hub.testing.LoopbackDriver;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A room with a lamp in a real hub: built, used, killed with the hub, and still there. */
class SpacesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void end() throws Exception {
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void keepsARoomAndWhatIsInItThroughAKill() throws IOException {
    int port = FreePort.take();
    Map<String, String> settings = new HashMap<>(HubClient.ADMINISTRATOR);
    settings.put("PORT", Integer.toString(port));
    settings.put("BUSBAR_HOST_SENSORS", "false");
    try (HubProcess hub = HubProcess.start(settings);
        LoopbackDriver driver = new LoopbackDriver(vertx, "ROOM", List.of("lamp"), port).start()) {
      HubClient app = HubClient.logIn(hub.http());
      await().atMost(PATIENCE).ignoreExceptions().until(() -> lamp(app).path("online").asBoolean());
      assertThat(driver.registrations()).isEqualTo(1);
      String lamp = lamp(app).path("id").asText();
      String room = furnish(app, lamp);
      use(app, room, lamp);
      JsonNode before = app.get("/spaces").data();

      hub.kill();
      hub.start();

      assertThat(app.get("/spaces").data()).isEqualTo(before);
      assertThat(lamp(app).path("spaceName").asText()).isEqualTo("Kitchen");
      assertThat(app.get("/spaces/" + room + "/remote-sources").data().at("/0/active").asBoolean())
          .isTrue();
      remove(app, room);
    }
  }

  private static String furnish(HubClient app, String lamp) throws IOException {
    String floor = id(app.post("/spaces/save", Map.of("name", "Ground", "kind", "floor")));
    String room =
        id(app.post("/spaces/save", Map.of("name", "Kitchen", "parentId", floor, "mood", "warm")));
    Answer assigned =
        app.post("/spaces/" + room + "/devices/assign", Map.of("deviceIds", List.of(lamp)));
    assertThat(assigned.data().at("/deviceIds/0").asText()).isEqualTo(lamp);
    assertThat(assigned.data().path("mood").asText()).isEqualTo("warm");
    Answer circle = app.post("/spaces/save", Map.of("id", floor, "parentId", room));
    assertThat(circle.status()).as("%s", circle.body()).isEqualTo(400);
    return room;
  }

  private static void use(HubClient app, String room, String lamp) throws IOException {
    assertThat(app.get("/devices?spaceId=" + room).data()).hasSize(1);
    assertThat(app.get("/spaces/" + room + "/devices").data().at("/0/spaceId").asText())
        .isEqualTo(room);
    String source =
        id(
            app.post(
                "/spaces/" + room + "/remote-sources/save",
                Map.of(
                    "name",
                    "Light",
                    "activateCommands",
                    List.of(
                        Map.of(
                            "deviceId",
                            lamp,
                            "command",
                            "set_brightness",
                            "payload",
                            Map.of("brightness", 37))))));
    Answer active =
        app.post("/spaces/" + room + "/remote-sources/" + source + "/activate", Map.of());
    assertThat(active.data().path("active").asBoolean()).as("%s", active.body()).isTrue();
    assertThat(app.get("/entities/" + lamp).data().at("/state/brightness").asInt()).isEqualTo(37);
    Answer acted =
        app.post(
            "/entities/" + lamp + "/action",
            Map.of("action", "set_brightness", "data", Map.of("brightness", 41)));
    assertThat(acted.data().path("status").asText()).isEqualTo("completed");
    assertThat(app.get("/domains").data().at("/0/count").asInt()).isEqualTo(1);
    assertThat(app.get("/capabilities").data()).hasSize(25);
    assertThat(app.get("/devices/" + lamp + "/commands/turn_on").data().path("key").asText())
        .isEqualTo("turn_on");
  }

  private static void remove(HubClient app, String room) throws IOException {
    Answer removed = app.post("/spaces/" + room + "/remove", Map.of("force", true));
    assertThat(removed.data().path("removed").asBoolean()).as("%s", removed.body()).isTrue();
    assertThat(app.get("/spaces").data()).hasSize(1);
    assertThat(lamp(app).has("spaceId")).isFalse();
  }

  private static String id(Answer answer) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    return answer.data().path("id").asText();
  }

  private static JsonNode lamp(HubClient app) throws IOException {
    for (JsonNode device : app.get("/devices").data()) {
      if (device.path("externalId").asText().equals("lamp")) {
        return device;
      }
    }
    throw new IOException("The lamp is not there yet.");
  }
}
