package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.hub.database.DatabaseAddress;
import io.busbar.hub.testing.DriverInstances;
import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubClient.Answer;
import io.busbar.hub.testing.HubProcess;
import io.busbar.hub.testing.LoopbackDriver;
import io.busbar.hub.testing.SampleDrivers;
import io.busbar.hub.testing.TwoNodes;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node is killed: what it did goes on elsewhere, and nobody is told more than is known. */
class NodeLossIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration SOON = Duration.ofSeconds(10);

  /** A dead node's lease of six seconds has to end before another speaks for its devices. */
  private static final Duration LEASE_OVER = Duration.ofSeconds(12);

  private static final Duration AT_ONCE = Duration.ofSeconds(5);

  private final Vertx vertx = Vertx.vertx();
  private final ExecutorService aside = Executors.newSingleThreadExecutor();

  @TempDir Path folder = Path.of("");
  @TempDir Path scratch = Path.of("");

  private TwoNodes nodes;

  @BeforeEach
  void start() throws IOException {
    Path storage = scratch.resolve("storage");
    SampleDrivers.install(scratch, storage);
    nodes =
        TwoNodes.start(
            folder,
            Map.of(
                "BUSBAR_DRIVER_OFFLINE_GRACE",
                "2s",
                "HOS_RUNTIME_STORAGE_DIR",
                storage.toString()));
  }

  @AfterEach
  void stop() throws Exception {
    aside.shutdownNow();
    vertx.close().await(5, TimeUnit.SECONDS);
    nodes.close();
  }

  @Test
  void theDriverOfADeadNodeGoesOnAtTheOther() throws Exception {
    HubClient attic = HubClient.logIn(nodes.first().http());
    try (LoopbackDriver driver = driver(nodes.second())) {
      await().atMost(PATIENCE).until(() -> lamp(attic) != null && driver.isRegistered());
      String lamp = Objects.requireNonNull(lamp(attic));
      driver.report("lamp", Map.of("brightness", 41, "power", true));
      await().atMost(PATIENCE).until(() -> brightness(attic, lamp) == 41);
      await().atMost(PATIENCE).until(() -> version(lamp).version() > 0);
      Version before = version(lamp);
      driver.withhold("lamp");
      Future<Answer> inFlight = aside.submit(() -> command(attic, lamp, 30_000));
      await().atMost(PATIENCE).until(() -> !driver.told().isEmpty());

      nodes.second().kill();
      long killed = System.nanoTime();
      Answer unknown = inFlight.get(20, TimeUnit.SECONDS);
      assertThat(since(killed)).isLessThan(SOON);
      assertThat(unknown.data().path("status").asText())
          .as(unknown.body().toString())
          .isEqualTo("unknown");
      assertRefusedAtOnce(attic, lamp);
      await().atMost(LEASE_OVER).until(() -> !device(attic, lamp).path("online").asBoolean(true));
      assertThat(brightness(attic, lamp)).isEqualTo(41);

      driver.release("lamp");
      driver.turnTo(port(nodes.first()));
      await().atMost(PATIENCE).until(driver::isRegistered);
      driver.report("lamp", Map.of("brightness", 42));
      await().atMost(PATIENCE).until(() -> brightness(attic, lamp) == 42);
      await().atMost(PATIENCE).until(() -> version(lamp).epoch() > before.epoch());
      assertThat(version(lamp).version()).isGreaterThan(before.version());
      assertThat(command(attic, lamp, 20_000).data().path("status").asText())
          .isEqualTo("completed");

      nodes.second().start();
      HubClient cellar = attic.at(nodes.second().http());
      assertThat(brightness(cellar, lamp)).isEqualTo(brightness(attic, lamp));
      assertThat(device(cellar, lamp).path("online").asBoolean()).isTrue();
      assertThat(command(cellar, lamp, 20_000).data().path("status").asText())
          .isEqualTo("completed");
    }
  }

  @Test
  void theBooksOfTheHouseAreKeptByTheOtherNode() throws Exception {
    HubClient attic = HubClient.logIn(nodes.first().http());
    HubClient cellar = attic.at(nodes.second().http());
    try (LoopbackDriver driver = driver(nodes.second())) {
      await().atMost(PATIENCE).until(() -> lamp(cellar) != null && driver.isRegistered());
      String program = automation(attic, Objects.requireNonNull(lamp(cellar)));

      nodes.first().kill();
      try (HubProcess loft = HubProcess.prepare(nodes.settings("loft", Map.of()))) {
        loft.start();
        assertThat(attic.at(loft.http()).get("/programs/" + program).status()).isEqualTo(200);
      }
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> cellar.get("/programs/" + program).status() == 200);
      driver.report("lamp", Map.of("motion", false));
      driver.report("lamp", Map.of("motion", true));
      await()
          .atMost(PATIENCE)
          .until(() -> cellar.get("/program-runs?programId=" + program).data().size() == 1);
      await().atMost(SOON).until(() -> cellar.get("/cluster").data().path("nodes").size() == 1);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(
                          cellar.get("/cluster").data().path("duties").findValuesAsText("nodeId"))
                      .contains("cellar")
                      .doesNotContain("attic"));
    }
  }

  @Test
  void aLocalDriverRunsAtTheOtherNode() throws Exception {
    SampleDrivers.assumeInterpreter("python");
    HubClient attic = HubClient.logIn(nodes.first().http());
    DriverInstances before = new DriverInstances(attic);
    String key = SampleDrivers.key("python");
    String instance = before.create(key, Map.of("lampName", "Desk"));
    long pid = running(before, key, instance);

    nodes.first().kill();
    DriverInstances after = new DriverInstances(attic.at(nodes.second().http()));
    await().atMost(PATIENCE).ignoreExceptions().until(() -> running(after, key, instance) != pid);
    JsonNode device = after.awaitDevice(instance, one -> one.path("online").asBoolean());
    assertThat(device.path("id").asText()).isNotEmpty();
  }

  private static long running(DriverInstances drivers, String key, String instance) {
    return drivers
        .awaitInstance(key, instance, one -> one.path("status").asText().equals("running"))
        .path("pid")
        .asLong();
  }

  private static String automation(HubClient app, String lamp) throws IOException {
    Map<String, Object> program =
        Map.of(
            "name",
            "On motion",
            "type",
            "automation",
            "triggers",
            List.of(Map.of("type", "state", "deviceId", lamp, "key", "motion", "to", true)),
            "actions",
            List.of(Map.of("type", "device", "deviceId", lamp, "command", "turn_on")));
    Answer saved = app.post("/programs/save", program);
    assertThat(saved.status()).as(saved.body().toString()).isEqualTo(200);
    return saved.data().path("id").asText();
  }

  private static void assertRefusedAtOnce(HubClient app, String lamp) throws IOException {
    long asked = System.nanoTime();
    Answer refused = command(app, lamp, 20_000);
    assertThat(since(asked)).isLessThan(AT_ONCE);
    assertThat(refused.code()).as(refused.body().toString()).isEqualTo("DRIVER_OFFLINE");
  }

  private LoopbackDriver driver(HubProcess node) throws IOException {
    return new LoopbackDriver(vertx, "HOUSE", List.of("lamp"), port(node)).start();
  }

  private static Answer command(HubClient app, String lamp, int waitMs) throws IOException {
    return app.post(
        "/devices/" + lamp + "/command", Map.of("command", "turn_on", "waitMs", waitMs));
  }

  private static @Nullable String lamp(HubClient app) throws IOException {
    JsonNode found = app.get("/devices?driverKey=HOUSE").data().path(0);
    return found.path("id").isMissingNode() ? null : found.path("id").asText();
  }

  private static JsonNode device(HubClient app, String id) throws IOException {
    return app.get("/devices/" + id).data();
  }

  private static int brightness(HubClient app, String id) throws IOException {
    return device(app, id).path("state").path("brightness").asInt();
  }

  private record Version(long epoch, long version) {}

  private Version version(String device) throws SQLException {
    DatabaseAddress address = nodes.database();
    try (Connection connection =
            DriverManager.getConnection(
                address.jdbcUrl(), address.user(), address.password().reveal());
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT epoch, version FROM device_states WHERE device_id = ?")) {
      query.setString(1, device);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? new Version(row.getLong(1), row.getLong(2)) : new Version(-1, -1);
      }
    }
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static int port(HubProcess node) throws IOException {
    return URI.create(node.http()).getPort();
  }
}
