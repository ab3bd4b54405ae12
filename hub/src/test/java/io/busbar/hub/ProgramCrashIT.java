package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.hub.testing.HouseUnderTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Kills the hub while programs run or wait, and looks at what it says of them afterwards. */
class ProgramCrashIT {
  /** Nobody is told when a trigger that waits is on disk; it is some 50 ms. */
  private static final Duration WRITTEN = Duration.ofSeconds(2);

  private static final int STEPS = 20;

  @Test
  void endsAnInterruptedRunAsUnknown() throws IOException {
    try (HouseUnderTest house = HouseUnderTest.start(List.of("lamp"))) {
      List<Object> steps = new ArrayList<>();
      for (int i = 0; i < STEPS; i++) {
        steps.add(house.command("lamp", "set_brightness", Map.of("brightness", i)));
        steps.add(Map.of("type", "delay", "ms", 200));
      }
      String program = house.save(Map.of("name", "Long", "type", "sequence", "actions", steps));
      JsonNode started = house.post("/programs/" + program + "/run", Map.of("waitMs", 0));
      assertThat(started.path("status").asText()).isEqualTo("running");
      await()
          .atMost(HouseUnderTest.PATIENCE)
          .until(() -> house.driver().executed("lamp", "set_brightness") >= 5);
      house.hub().kill();
      int before = house.driver().executed("lamp", "set_brightness");
      house.hub().start();
      house.awaitDriver(2);
      JsonNode run = house.get("/program-runs/" + started.path("runId").asText());
      assertThat(run.path("status").asText()).isEqualTo("unknown");
      assertThat(run.path("message").asText()).isNotEmpty();
      assertThat(run.path("endedAt").asText()).isNotEmpty();
      assertThat(house.driver().executed("lamp", "set_brightness")).isEqualTo(before);
      assertThat(house.post("/programs/" + program + "/run", Map.of()).path("runId").asText())
          .isNotEmpty();
    }
  }

  @Test
  void remembersAStateThatMustHold() throws IOException {
    try (HouseUnderTest house = HouseUnderTest.start(List.of("door", "bell"))) {
      String program = doorLeftOpen(house);
      house.driver().report("door", Map.of("contact", "closed"));
      house.driver().report("door", Map.of("contact", "open"));
      await()
          .atMost(HouseUnderTest.PATIENCE)
          .until(
              () ->
                  house
                      .get("/devices/" + house.id("door"))
                      .path("state")
                      .path("contact")
                      .asText()
                      .equals("open"));
      await().pollDelay(WRITTEN).until(() -> true);
      house.hub().kill();
      house.hub().start();
      house.awaitDriver(2);
      assertThat(house.driver().executed("bell", "turn_on")).isZero();
      assertThat(house.awaitRun(program, "completed").path("steps")).hasSize(1);
      assertThat(house.driver().executed("bell", "turn_on")).isEqualTo(1);
    }
  }

  private static String doorLeftOpen(HouseUnderTest house) throws IOException {
    Map<String, Object> open =
        Map.of(
            "type",
            "state",
            "deviceId",
            house.id("door"),
            "key",
            "contact",
            "to",
            "open",
            "for",
            "PT15S");
    return house.save(
        Map.of(
            "name",
            "Door left open",
            "type",
            "automation",
            "triggers",
            List.of(open),
            "actions",
            List.of(house.command("bell", "turn_on"))));
  }
}
