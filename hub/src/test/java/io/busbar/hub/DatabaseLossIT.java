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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Takes the database away from a hub at work, and looks at what it says, does and keeps. */
class DatabaseLossIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration AT_ONCE = Duration.ofSeconds(3);
  private static final Duration NOTICED = Duration.ofSeconds(2);
  private static final int DRIVERS = 3;
  private static final int DEVICES = DRIVERS * 2;
  private static final int UNAVAILABLE = 503;

  private final Vertx vertx = Vertx.vertx();
  private final List<LoopbackDriver> drivers = new ArrayList<>();

  @AfterEach
  void end() throws Exception {
    drivers.forEach(LoopbackDriver::close);
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void startsAKilledDatabaseAgainAndStoresWhatWasLive() throws IOException {
    try (HubProcess hub = HubProcess.start(HubProcess.emptyHouse())) {
      HubClient app = HubClient.logIn(hub.http());
      long load = putUnderLoad(hub, app);
      assertThat(hub.databaseFamily().get(0).destroyForcibly()).isTrue();
      await().atMost(PATIENCE).until(() -> readiness(hub).contains("database\":{\"up\":false"));
      await().atMost(PATIENCE).until(hub::isReady);
      assertThat(hub.output())
          .containsOnlyOnce("The database is gone")
          .containsOnlyOnce("PostgreSQL 18 started again")
          .containsOnlyOnce("The database is back");
      assertThat(save(app).status()).isEqualTo(200);
      vertx.cancelTimer(load);
      assertSurvivesTheHub(hub, app);
    }
  }

  @Test
  void servesWithoutADatabaseThatHangsAndEndsIt() throws IOException {
    try (HubProcess hub = HubProcess.start(HubProcess.emptyHouse())) {
      HubClient app = HubClient.logIn(hub.http());
      long load = putUnderLoad(hub, app);
      hub.freezeDatabase();
      await().atMost(NOTICED).until(() -> !hub.isReady());
      assertServesWithoutDatabase(app);
      await().atMost(PATIENCE).until(hub::isReady);
      assertThat(hub.output()).containsOnlyOnce("PostgreSQL hangs").contains("started again");
      vertx.cancelTimer(load);
      assertSurvivesTheHub(hub, app);
    }
  }

  @Test
  void goesOnWithADatabaseThatWasFrozenForAMoment() throws IOException {
    try (HubProcess hub = HubProcess.start(HubProcess.emptyHouse())) {
      HubClient app = HubClient.logIn(hub.http());
      long load = putUnderLoad(hub, app);
      hub.freezeDatabase();
      await().atMost(NOTICED).until(() -> !hub.isReady());
      Map<String, Long> acknowledged = acknowledged();
      hub.thawDatabase();
      await().atMost(PATIENCE).until(hub::isReady);
      await().atMost(PATIENCE).until(() -> isAhead(acknowledged));
      assertThat(save(app).status()).isEqualTo(200);
      assertThat(hub.output())
          .containsOnlyOnce("The database is gone")
          .containsOnlyOnce("The database is back")
          .doesNotContain("started again");
      vertx.cancelTimer(load);
      assertSurvivesTheHub(hub, app);
    }
  }

  private void assertServesWithoutDatabase(HubClient app) throws IOException {
    Map<String, Long> acknowledged = acknowledged();
    Map<String, Long> before = counts(app);
    long begun = System.nanoTime();
    Answer refused = save(app);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE);
    assertThat(refused.status()).isEqualTo(UNAVAILABLE);
    assertThat(refused.body().path("hint").asText()).isNotEmpty();
    Answer done = app.post("/devices/" + anyDevice(app) + "/command", Map.of("command", "turn_on"));
    assertThat(done.status()).isEqualTo(200);
    await().atMost(AT_ONCE).until(() -> !counts(app).equals(before));
    assertThat(acknowledged()).isEqualTo(acknowledged);
  }

  /** What is live now must be there after the hub was killed: nobody reports any more. */
  private void assertSurvivesTheHub(HubProcess hub, HubClient app) throws IOException {
    await().atMost(PATIENCE).until(() -> waiting(hub) == 0);
    Map<String, Long> live = counts(app);
    assertThat(live).hasSize(DEVICES);
    hub.kill();
    hub.start();
    await().atMost(PATIENCE).until(() -> drivers.stream().allMatch(d -> d.registrations() > 1));
    assertThat(counts(app)).isEqualTo(live);
  }

  private long putUnderLoad(HubProcess hub, HubClient app) throws IOException {
    int port = URI.create(hub.http()).getPort();
    for (int driver = 0; driver < DRIVERS; driver++) {
      List<String> devices = List.of("d" + driver + "-a", "d" + driver + "-b");
      drivers.add(new LoopbackDriver(vertx, "LOSS_" + driver, devices, port).start());
    }
    await().atMost(PATIENCE).until(() -> counts(app).size() == DEVICES);
    long load = vertx.setPeriodic(100, tick -> drivers.forEach(LoopbackDriver::reportAll));
    await().atMost(PATIENCE).until(() -> acknowledged().size() == DEVICES);
    return load;
  }

  private static Answer save(HubClient app) throws IOException {
    return app.post("/action-maps/save", Map.of("action", "dim", "command", "set_brightness"));
  }

  private static String readiness(HubProcess hub) throws IOException {
    return hub.get("/health/ready").body();
  }

  private static double waiting(HubProcess hub) throws IOException {
    return hub.metric("busbar_write_behind_waiting{queue=\"states\"}");
  }

  private Map<String, Long> acknowledged() {
    Map<String, Long> all = new HashMap<>();
    drivers.forEach(driver -> all.putAll(driver.acknowledged()));
    return all;
  }

  /** Whether the hub acknowledged more of every device since. */
  private boolean isAhead(Map<String, Long> before) {
    Map<String, Long> now = acknowledged();
    return before.entrySet().stream()
        .allMatch(each -> now.getOrDefault(each.getKey(), 0L) > each.getValue());
  }

  private static String anyDevice(HubClient app) throws IOException {
    for (JsonNode device : app.get("/devices").data()) {
      if (device.path("externalId").asText().equals("d0-a")) {
        return device.path("id").asText();
      }
    }
    throw new AssertionError("no device");
  }

  private static Map<String, Long> counts(HubClient app) throws IOException {
    Map<String, Long> counts = new HashMap<>();
    for (JsonNode device : app.get("/devices").data()) {
      String name = device.path("externalId").asText();
      if (name.matches("d\\d-.")) {
        counts.put(name, device.path("state").path("extras").path("count").asLong(-1));
      }
    }
    return counts;
  }
}
