package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.hub.testing.HouseUnderTest;
import io.busbar.hub.testing.HubClient.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An app furnishes a house through the API and finds it again in one request. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HouseIT {
  private HouseUnderTest house;

  @BeforeAll
  void start() throws IOException {
    house = HouseUnderTest.start(List.of("ceiling", "desk", "spare", "remote"));
  }

  @AfterAll
  void stop() throws IOException {
    house.close();
  }

  @Test
  void findsEverythingInOneBootstrap() throws IOException {
    String floor = space("Ground floor", Map.of("kind", "floor"));
    String room = space("Study", Map.of("kind", "room", "parentId", floor));
    house.send(
        "/spaces/" + room + "/devices/assign",
        Map.of("deviceIds", List.of(house.id("ceiling"), house.id("desk"))));
    String scene =
        house.save(
            Map.of(
                "name",
                "Reading",
                "type",
                "scene",
                "spaceId",
                room,
                "actions",
                List.of(house.command("desk", "set_brightness", Map.of("brightness", 80)))));

    JsonNode bootstrap = house.get("/bootstrap");

    assertThat(bootstrap.path("hub").path("id").asText()).isNotEmpty();
    assertThat(bootstrap.path("user").path("username").asText()).isEqualTo("ada");
    JsonNode desk = byId(bootstrap.path("devices"), house.id("desk"));
    assertThat(desk.path("spaceId").asText()).isEqualTo(room);
    assertThat(desk.path("spaceName").asText()).isEqualTo("Study");
    JsonNode study = byId(bootstrap.path("spaces"), room);
    assertThat(study.path("deviceIds")).hasSize(2);
    assertThat(study.path("programIds").get(0).asText()).isEqualTo(scene);
    assertThat(byId(bootstrap.path("programs"), scene).path("type").asText()).isEqualTo("scene");
    assertThat(bootstrap.path("state").has(house.id("desk"))).isTrue();
    assertThat(bootstrap.path("media").has("services")).isTrue();
  }

  @Test
  void saysWhoUsesWhatIsToBeRemoved() throws IOException {
    String room = space("Cellar", Map.of("kind", "room"));
    String program =
        house.save(
            Map.of(
                "name",
                "Cellar light",
                "type",
                "sequence",
                "spaceId",
                room,
                "actions",
                List.of(house.command("spare", "turn_on"))));
    Answer refused = house.app().post("/spaces/" + room + "/remove", Map.of());
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("SPACE_IN_USE");
    assertThat(refused.body().path("details").toString()).contains("Cellar light");
    assertThat(house.get("/spaces").toString()).contains("Cellar");
    assertThat(house.app().delete("/programs/" + program).status()).isEqualTo(200);
    assertThat(house.post("/spaces/" + room + "/remove", Map.of()).path("removed").asBoolean())
        .isTrue();
  }

  @Test
  void refusesAProgramWithTheWayToItsFault() throws IOException {
    Answer refused =
        house
            .app()
            .post(
                "/programs/save",
                Map.of(
                    "name",
                    "Wrong",
                    "type",
                    "sequence",
                    "triggers",
                    List.of(Map.of("type", "time", "cron", "61 * * * *")),
                    "conditions",
                    List.of(Map.of("type", "template", "expression", "1 +")),
                    "actions",
                    List.of(
                        Map.of("type", "device", "deviceId", "dev_none", "command", "turn_on"),
                        house.command("desk", "set_brightness", Map.of("brightness", 400)))));
    assertThat(refused.status()).isIn(400, 422);
    assertThat(refused.body().path("details").toString())
        .contains("triggers[0]")
        .contains("conditions[0]")
        .contains("actions[0].deviceId")
        .contains("actions[1].payload.brightness");
    assertThat(house.get("/programs").toString()).doesNotContain("Wrong");
  }

  @Test
  void keepsWhatItSeesAsAScene() throws IOException {
    house.driver().report("remote", Map.of("power", true, "brightness", 42));
    JsonNode captured =
        house.post(
            "/scenes/capture", Map.of("name", "As is", "deviceIds", List.of(house.id("remote"))));
    String scene = captured.path("program").path("id").asText();
    int before = house.driver().executed("remote", "set_brightness");
    assertThat(house.post("/programs/" + scene + "/run", Map.of()).path("status").asText())
        .isEqualTo("completed");
    assertThat(house.driver().executed("remote", "set_brightness")).isEqualTo(before + 1);
  }

  @Test
  void understandsAPhraseAndDoesIt() throws IOException {
    String room = space("Lounge", Map.of("kind", "room"));
    house.send(
        "/spaces/" + room + "/devices/assign", Map.of("deviceIds", List.of(house.id("spare"))));
    JsonNode done =
        house.post("/intents/execute", Map.of("text", "set the lounge lights to 30 percent"));
    assertThat(done.path("executed").asBoolean()).isTrue();
    assertThat(house.get("/devices/" + house.id("spare")).path("state").path("brightness").asInt())
        .isEqualTo(30);
  }

  private String space(String name, Map<String, ?> more) throws IOException {
    Map<String, Object> body = new java.util.HashMap<>(more);
    body.put("name", name);
    return house.post("/spaces/save", body).path("id").asText();
  }

  private static JsonNode byId(JsonNode list, String id) {
    for (JsonNode item : list) {
      if (item.path("id").asText().equals(id)) {
        return item;
      }
    }
    throw new AssertionError("No " + id + " in " + list);
  }
}
