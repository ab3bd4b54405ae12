package io.busbar.hub.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.hub.config.Secret;
import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubClient.Answer;
import io.busbar.hub.testing.HubProcess;
import io.busbar.hub.testing.LoopbackDriver;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a database that is not the hub's own, and lets somebody else start it again. */
class ExternalDatabaseLossIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration NOTICED = Duration.ofSeconds(3);
  private static final String DEVICE = "lamp";
  private static final String PASSWORD = "kestrel/umbra@41";
  private static final String PASSWORD_IN_URL = "kestrel%2Fumbra%4041";

  @TempDir Path folder = Path.of("");

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void end() throws Exception {
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void waitsForTheDatabaseOfSomebodyElse() throws IOException {
    EmbeddedPostgres server = new EmbeddedPostgres(folder, new Secret(PASSWORD));
    DatabaseAddress address = server.start();
    try (HubProcess hub = HubProcess.start(settings(address));
        LoopbackDriver driver = driver(hub)) {
      HubClient app = HubClient.logIn(hub.http());
      await().atMost(PATIENCE).until(() -> reported(driver) > 0);
      killServer();
      await().atMost(NOTICED).until(() -> !hub.isReady());
      assertRefusesAtOnce(hub);
      long before = reported(driver);
      server.revive();
      await().atMost(PATIENCE).until(hub::isReady);
      await().atMost(PATIENCE).until(() -> reported(driver) > before);
      assertThat(HubClient.askIn(hub.http()).status()).isEqualTo(200);
      assertThat(app.get("/devices").status()).isEqualTo(200);
      assertThat(hub.output())
          .containsOnlyOnce("The database is gone")
          .containsOnlyOnce("The database is back");
      assertKeepsThePassword(hub);
    } finally {
      server.stop();
    }
  }

  private static void assertRefusesAtOnce(HubProcess hub) throws IOException {
    assertThat(hub.get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(hub.get("/health/live").statusCode()).isEqualTo(200);
    long begun = System.nanoTime();
    Answer refused = HubClient.askIn(hub.http());
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(NOTICED);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.body().path("hint").asText()).isNotEmpty();
  }

  private static void assertKeepsThePassword(HubProcess hub) throws IOException {
    assertThat(hub.output()).contains("Ready").doesNotContain(PASSWORD, PASSWORD_IN_URL);
    try (Stream<Path> files = Files.walk(hub.dataFolder())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(PASSWORD, PASSWORD_IN_URL);
      }
    }
  }

  private void killServer() throws IOException {
    Postmaster server = Postmaster.read(folder.resolve("db/postmaster.pid")).orElseThrow();
    List<ProcessHandle> family = server.family();
    family.forEach(ProcessHandle::destroyForcibly);
    await().atMost(PATIENCE).until(() -> family.stream().noneMatch(ProcessHandle::isAlive));
  }

  private LoopbackDriver driver(HubProcess hub) throws IOException {
    int port = URI.create(hub.http()).getPort();
    LoopbackDriver driver = new LoopbackDriver(vertx, "AWAY", List.of(DEVICE), port).start();
    long unused = vertx.setPeriodic(100, tick -> driver.reportAll());
    return driver;
  }

  private static long reported(LoopbackDriver driver) {
    return driver.acknowledged().getOrDefault(DEVICE, 0L);
  }

  private static Map<String, String> settings(DatabaseAddress address) throws IOException {
    Map<String, String> settings = HubProcess.emptyHouse();
    settings.put(
        "BUSBAR_DATABASE_URL",
        "postgresql://%s:%s@%s:%d/%s"
            .formatted(
                address.user(),
                PASSWORD_IN_URL,
                address.host(),
                address.port(),
                address.database()));
    return settings;
  }
}
