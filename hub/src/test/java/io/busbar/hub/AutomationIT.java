package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.hub.testing.HouseUnderTest;
import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubClient.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Automations on a packaged hub with a real driver, started by everything an app can cause. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AutomationIT {
  private static final int AUTOMATIONS = 50;

  /** So many runs a minute, and the one that was let through last. */
  private static final int GUARDED_RUNS = 101;

  private HouseUnderTest house;

  @BeforeAll
  void start() throws IOException {
    List<String> dimmers = new ArrayList<>(List.of("sensor", "lamp", "loop", "crowd", "count"));
    for (int i = 0; i < AUTOMATIONS; i++) {
      dimmers.add("many-" + i);
    }
    house = HouseUnderTest.start(dimmers);
  }

  @AfterAll
  void stop() throws IOException {
    house.close();
  }

  @Test
  void runsWhenAStateBecomesAValue() throws IOException {
    String program =
        automation(
            "On motion",
            Map.of("type", "state", "deviceId", house.id("sensor"), "key", "motion", "to", true),
            "turn_on");
    house.driver().report("sensor", Map.of("motion", false));
    house.driver().report("sensor", Map.of("motion", true));
    JsonNode run = house.awaitRun(program, "completed");
    assertThat(run.path("source").asText()).isEqualTo("automation");
    assertThat(run.path("steps")).hasSize(1);
    assertThat(house.driver().executed("lamp", "turn_on")).isPositive();
    house.driver().report("sensor", Map.of("motion", true, "battery", 50));
    house.driver().report("sensor", Map.of("motion", false));
    house.driver().report("sensor", Map.of("motion", true));
    await().atMost(HouseUnderTest.PATIENCE).until(() -> house.runs(program).size() == 2);
  }

  @Test
  void runsWhenANumberCrossesABorder() throws IOException {
    String program =
        automation(
            "Too warm",
            Map.of(
                "type",
                "numeric",
                "deviceId",
                house.id("count"),
                "key",
                "temperature",
                "above",
                25),
            "toggle");
    warm(20, 24.9, 25.1, 26, 30);
    assertThat(house.awaitRun(program, "completed").path("steps")).hasSize(1);
    warm(24, 25.5);
    await().atMost(HouseUnderTest.PATIENCE).until(() -> house.runs(program).size() == 2);
  }

  @Test
  void runsWhenItsWebhookIsCalled() throws IOException {
    String hook = "hook-" + "k".repeat(28);
    String program = automation("Door bell", Map.of("type", "webhook", "hook", hook), "turn_off");
    HubClient stranger = house.app().as("");
    Answer answer = stranger.post("/hooks/" + hook, Map.of("button", 2));
    assertThat(answer.status()).isEqualTo(200);
    JsonNode run = house.awaitRun(program, "completed");
    assertThat(run.path("variables").path("trigger").path("body").path("button").asInt())
        .isEqualTo(2);
    assertThat(stranger.post("/hooks/hook-wrong", Map.of()).status()).isEqualTo(404);
  }

  @Test
  void runsWhenAKeyOfARemoteIsPressed() throws IOException {
    String program =
        automation(
            "Hold OK",
            Map.of("type", "remote_key", "remoteId", "rs90-1", "key", "OK", "press", "long"),
            "turn_on");
    String room =
        currentSourceWith(
            Map.of("OK", Map.of("command", "set_brightness", "payload", Map.of("brightness", 7))));
    assertThat(
            house
                .post("/remotes/rs90-1/keys", Map.of("key", "OK"))
                .path("done")
                .get(0)
                .path("status")
                .asText())
        .isEqualTo("completed");
    assertThat(house.runs(program)).isEmpty();
    house.send("/remotes/rs90-1/keys", Map.of("key", "OK", "press", "long"));
    JsonNode run = house.awaitRun(program, "completed");
    assertThat(run.path("variables").path("trigger").path("press").asText()).isEqualTo("long");
    assertThat(house.app().post("/remotes/rs90-1/keys", Map.of("key", "")).status()).isEqualTo(422);
    assertThat(room).isNotEmpty();
  }

  private String currentSourceWith(Map<String, ?> buttons) throws IOException {
    String room =
        house
            .post(
                "/spaces/save",
                Map.of("name", "Lounge", "kind", "room", "remoteIds", List.of("rs90-1")))
            .path("id")
            .asText();
    Map<String, Object> tv =
        Map.of("name", "TV", "kind", "device", "deviceId", house.id("lamp"), "buttonMap", buttons);
    String source = house.post("/spaces/" + room + "/remote-sources/save", tv).path("id").asText();
    house.send("/spaces/" + room + "/remote-sources/" + source + "/activate", Map.of());
    return room;
  }

  @Test
  void runsAfterAnotherProgram() throws IOException {
    String first =
        house.save(
            Map.of(
                "name",
                "First",
                "type",
                "sequence",
                "actions",
                List.of(lamp("set_brightness", 30))));
    String second = automation("Second", Map.of("type", "program", "programId", first), "turn_on");
    assertThat(house.post("/programs/" + first + "/run", Map.of()).path("status").asText())
        .isEqualTo("completed");
    assertThat(house.awaitRun(second, "completed").path("steps")).hasSize(1);
  }

  @Test
  void firesEachOfFiftyExactlyOnce() throws IOException {
    List<String> programs = new ArrayList<>();
    for (int i = 0; i < AUTOMATIONS; i++) {
      programs.add(
          house.save(
              Map.of(
                  "name",
                  "Many " + i,
                  "type",
                  "automation",
                  "triggers",
                  List.of(
                      Map.of(
                          "type",
                          "state",
                          "deviceId",
                          house.id("crowd"),
                          "key",
                          "power",
                          "to",
                          true)),
                  "actions",
                  List.of(house.command("many-" + i, "turn_on")))));
    }
    house.driver().report("crowd", Map.of("power", false));
    house.driver().report("crowd", Map.of("power", true));
    for (String program : programs) {
      assertThat(house.awaitRun(program, "completed").path("steps")).hasSize(1);
    }
    for (int i = 0; i < AUTOMATIONS; i++) {
      assertThat(house.driver().executed("many-" + i, "turn_on")).isEqualTo(1);
      assertThat(house.runs(programs.get(i))).hasSize(1);
    }
  }

  @Test
  void stopsOneThatTriggersItself() throws IOException {
    String program = pingPong();
    house.driver().report("loop", Map.of("brightness", 20));
    await()
        .atMost(HouseUnderTest.PATIENCE)
        .until(() -> house.driver().executed("loop", "set_brightness") >= 50);
    assertThat(awaitStill()).isLessThanOrEqualTo(GUARDED_RUNS);
    assertThat(house.runs(program)).isNotEmpty();
  }

  private String pingPong() throws IOException {
    Map<String, Object> bright =
        Map.of("type", "numeric", "deviceId", house.id("loop"), "key", "brightness", "above", 50);
    return house.save(
        Map.of(
            "name",
            "Ping-pong",
            "type",
            "automation",
            "mode",
            "parallel",
            "triggers",
            List.of(Map.of("type", "state", "deviceId", house.id("loop"), "key", "brightness")),
            "actions",
            List.of(
                Map.of(
                    "type",
                    "if",
                    "conditions",
                    List.of(bright),
                    "then",
                    List.of(loop(10)),
                    "else",
                    List.of(loop(90))))));
  }

  private Map<String, Object> loop(int brightness) {
    return house.command("loop", "set_brightness", Map.of("brightness", brightness));
  }

  private void warm(double... temperatures) {
    for (double temperature : temperatures) {
      house.driver().report("count", Map.of("temperature", temperature));
    }
  }

  /** Waits until the loop device is told nothing new for a second. */
  private int awaitStill() {
    int[] last = {-1, 0};
    await()
        .atMost(HouseUnderTest.PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              last[1] = last[0];
              last[0] = house.driver().executed("loop", "set_brightness");
              return last[0] == last[1];
            });
    return last[0];
  }

  private String automation(String name, Map<String, ?> trigger, String command)
      throws IOException {
    return house.save(
        Map.of(
            "name",
            name,
            "type",
            "automation",
            "triggers",
            List.of(trigger),
            "actions",
            List.of(house.command("lamp", command))));
  }

  private Map<String, Object> lamp(String command, int brightness) {
    return house.command("lamp", command, Map.of("brightness", brightness));
  }
}
