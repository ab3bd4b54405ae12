package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubClient.Answer;
import io.busbar.hub.testing.HubProcess;
import io.busbar.hub.testing.LiveListener;
import io.busbar.hub.testing.LoopbackDriver;
import io.busbar.hub.testing.NodeScript;
import io.busbar.hub.testing.TwoNodes;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes, one house: what is done at either is so at both. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int OK = 200;

  private final Vertx vertx = Vertx.vertx();

  private TwoNodes nodes;
  private HubClient attic;
  private HubClient cellar;
  private LoopbackDriver driver;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    nodes = TwoNodes.start(folder, Map.of());
    attic = HubClient.logIn(nodes.first().http());
    cellar = attic.at(nodes.second().http());
    driver =
        new LoopbackDriver(vertx, "HOUSE", List.of("lamp", "sensor"), port(nodes.second())).start();
    await().atMost(PATIENCE).until(() -> ids(attic).size() == 2 && ids(cellar).size() == 2);
  }

  @AfterAll
  void stop() throws Exception {
    if (driver != null) {
      driver.close();
    }
    vertx.close().await(5, TimeUnit.SECONDS);
    if (nodes != null) {
      nodes.close();
    }
  }

  @Test
  void aCommandReachesTheDriverOfTheOtherNode() throws IOException {
    Answer done = attic.post(device("lamp") + "/command", command("set_brightness", 37));
    assertThat(done.status()).as(done.body().toString()).isEqualTo(OK);
    assertThat(done.data().path("status").asText()).isEqualTo("completed");
    assertThat(driver.told()).contains("lamp set_brightness 37");
    await().atMost(PATIENCE).until(() -> brightness(attic) == 37 && brightness(cellar) == 37);
  }

  @Test
  void aCommandRepeatedAtTheOtherNodeIsDoneOnce() throws IOException {
    Map<String, Object> once = new HashMap<>(command("set_brightness", 61));
    once.put("requestId", "twice-" + System.nanoTime());
    for (HubClient node : List.of(attic, cellar, attic)) {
      Answer answer = node.post(device("lamp") + "/command", once);
      assertThat(answer.status()).as(answer.body().toString()).isEqualTo(OK);
      assertThat(answer.data().path("status").asText()).isEqualTo("completed");
    }
    assertThat(driver.told()).containsOnlyOnce("lamp set_brightness 61");
  }

  @Test
  void aStateIsHeardAtBothNodes() {
    List<LiveListener> listeners = List.of(listen(nodes.first()), listen(nodes.second()));
    await().atMost(PATIENCE).until(() -> listeners.stream().allMatch(one -> one.lines() > 0));
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              driver.report(
                  "sensor", Map.of("temperature", 20 + (System.nanoTime() % 1000) / 100.0));
              return listeners.stream().allMatch(one -> one.heard("\"temperature\""));
            });
  }

  @Test
  void theStatusTellsOfBothNodes() throws IOException {
    await()
        .atMost(PATIENCE)
        .until(() -> attic.get("/cluster").data().findValues("report").size() == 2);
    JsonNode status = cellar.get("/cluster").data();
    assertThat(status.path("answeredBy").asText()).isEqualTo("cellar");
    assertThat(status.path("nodes").findValuesAsText("state")).containsExactly("up", "up");
    JsonNode there = status.path("nodes").get(1).path("report");
    assertThat(there.path("driverSessions").asInt()).isPositive();
    assertThat(there.path("ownedStates").asInt()).isGreaterThanOrEqualTo(2);
    JsonNode here = status.path("nodes").get(0).path("report");
    assertThat(here.path("replicatedStates").asInt()).isGreaterThanOrEqualTo(2);
    assertThat(status.path("duties").findValuesAsText("nodeId")).contains("attic");
  }

  @Test
  void aSpaceAndAProgramMadeAtOneNodeAreThereAtTheOther() throws IOException {
    Answer space = cellar.post("/spaces/save", Map.of("name", "Attic room", "type", "room"));
    assertThat(space.status()).as(space.body().toString()).isEqualTo(OK);
    assertThat(attic.get("/spaces").body().toString()).contains("Attic room");
    String program = save("Twice", Map.of("type", "manual"));
    assertThat(attic.get("/programs").body().toString()).contains(program);
    Answer run = cellar.post("/programs/" + program + "/run", Map.of());
    assertThat(run.data().path("status").asText()).as(run.toString()).isEqualTo("completed");
  }

  @Test
  void anAutomationRunsOnceThoughBothNodesHear() throws IOException {
    String program =
        save(
            "On motion",
            Map.of("type", "state", "deviceId", id("sensor"), "key", "motion", "to", true));
    for (int i = 1; i <= 5; i++) {
      int expected = i;
      driver.report("sensor", Map.of("motion", false));
      driver.report("sensor", Map.of("motion", true));
      await().atMost(PATIENCE).until(() -> runs(program) >= expected);
      assertThat(runs(program)).isEqualTo(expected);
    }
  }

  @Test
  void aScheduleFiresOnce() throws IOException {
    String program = save("Each minute", Map.of("type", "cron", "cron", "* * * * *"));
    await().atMost(Duration.ofSeconds(75)).until(() -> runs(program) >= 1);
    Set<String> minutes = new HashSet<>();
    for (JsonNode run : cellar.get("/program-runs?programId=" + program).data()) {
      assertThat(minutes.add(run.path("startedAt").asText().substring(0, 16))).isTrue();
    }
    assertThat(cellar.delete("/programs/" + program).status()).isEqualTo(OK);
  }

  @Test
  void theNewestSessionOfADriverWinsOnWhicheverNode() {
    try (LoopbackDriver first =
            new LoopbackDriver(vertx, "MOVER", List.of("blind"), port(nodes.first())).start();
        LoopbackDriver second = connectedAfter(first)) {
      await().atMost(PATIENCE).until(() -> first.closeCode() == 4002 && second.isRegistered());
    }
  }

  @Test
  void anMqttClientGetsWhatIsPublishedAtTheOtherNode() throws Exception {
    assumeTrue(isThere("mosquitto_sub"), "mosquitto-clients are missing");
    Process subscriber = mosquitto(nodes.first(), "mosquitto_sub", "-C", "1", "-W", "40", "-v");
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              int sent =
                  mosquitto(nodes.second(), "mosquitto_pub", "-q", "1", "-m", "over there")
                      .waitFor();
              return sent == 0 && !subscriber.isAlive();
            });
    assertThat(new String(subscriber.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("garden/gate over there\n");
  }

  @Test
  void socketIoPollsBothNodesInTurn() throws IOException {
    NodeScript.run(
        "cluster.e2e.mjs",
        Map.of(
            "FIRST_URL",
            nodes.first().http(),
            "SECOND_URL",
            nodes.second().http(),
            "TOKEN",
            attic.token()));
  }

  private LoopbackDriver connectedAfter(LoopbackDriver first) {
    await().atMost(PATIENCE).until(first::isRegistered);
    return new LoopbackDriver(vertx, "MOVER", List.of("blind"), port(nodes.second())).start();
  }

  private String save(String name, Map<String, ?> trigger) throws IOException {
    Map<String, Object> lamp =
        Map.of("type", "device", "deviceId", id("lamp"), "command", "turn_on", "payload", Map.of());
    boolean manual = "manual".equals(trigger.get("type"));
    Map<String, Object> program =
        Map.of(
            "name",
            name,
            "type",
            manual ? "sequence" : "automation",
            "triggers",
            manual ? List.of() : List.of(trigger),
            "actions",
            List.of(lamp));
    Answer saved = cellar.post("/programs/save", program);
    assertThat(saved.status()).as(saved.body().toString()).isEqualTo(OK);
    return saved.data().path("id").asText();
  }

  private int runs(String program) throws IOException {
    return attic.get("/program-runs?programId=" + program).data().size();
  }

  private String device(String name) throws IOException {
    return "/devices/" + id(name);
  }

  private String id(String name) throws IOException {
    return ids(attic).stream()
        .filter(pair -> pair.getValue().equals(name))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  private int brightness(HubClient app) throws IOException {
    return app.get(device("lamp")).data().path("state").path("brightness").asInt();
  }

  private static List<Map.Entry<String, String>> ids(HubClient app) throws IOException {
    List<Map.Entry<String, String>> ids = new ArrayList<>();
    for (JsonNode device : app.get("/devices?driverKey=HOUSE").data()) {
      ids.add(Map.entry(device.path("id").asText(), device.path("externalId").asText()));
    }
    return ids;
  }

  private static Map<String, Object> command(String name, int brightness) {
    return Map.of("command", name, "payload", Map.of("brightness", brightness), "waitMs", 20_000);
  }

  private LiveListener listen(HubProcess node) {
    try {
      return LiveListener.open(node.http() + "/app/os/state/stream", attic.token());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static int port(HubProcess node) {
    try {
      return URI.create(node.http()).getPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Process mosquitto(HubProcess node, String program, String... more)
      throws IOException {
    List<String> line = new ArrayList<>(List.of(program, "-h", "127.0.0.1", "-t", "garden/gate"));
    line.addAll(List.of("-p", String.valueOf(node.ports().get("mqtt"))));
    line.addAll(List.of("-u", "remote", "-P", "tram-orbit-lemon-7"));
    line.addAll(List.of(more));
    return new ProcessBuilder(line).redirectErrorStream(true).start();
  }

  private static boolean isThere(String program) throws Exception {
    return new ProcessBuilder("which", program).start().waitFor() == 0;
  }
}
