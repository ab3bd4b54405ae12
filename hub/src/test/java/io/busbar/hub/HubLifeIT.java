package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.hub.testing.HubProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HubLifeIT {
  @Test
  void startsServesAndStopsCleanly() throws IOException {
    try (HubProcess hub = HubProcess.start(Map.of("BUSBAR_LOG_FORMAT", "json"))) {
      assertThat(hub.get("/health/live").body()).contains("UP");
      assertThat(hub.get("/health/ready").body()).contains("bus", "database", "node");
      assertThat(hub.get("/metrics").body()).contains("busbar_bus_requests", "jvm_memory_used");
      assertThat(hub.output().lines()).allSatisfy(line -> assertThat(line).startsWith("{"));
      assertThat(hub.terminate()).isZero();
      assertThat(hub.output()).contains("Ready in", "Stopped in");
      assertThat(hub.dataFolder().resolve("postgres/db/postmaster.pid")).doesNotExist();
    }
  }

  @Test
  void keepsItsFolderToItself() throws IOException {
    try (HubProcess hub = HubProcess.start(Map.of())) {
      assertThat(modeOf(hub.dataFolder())).isEqualTo("rwx------");
      try (var keys = Files.list(hub.dataFolder().resolve("keys"))) {
        assertThat(keys)
            .hasSize(4)
            .allSatisfy(key -> assertThat(modeOf(key)).isEqualTo("rw-------"));
      }
      String data = hub.dataFolder().toString();
      assertThatThrownBy(() -> HubProcess.start(Map.of("BUSBAR_DATA_DIR", data)).close())
          .hasMessageContaining("used by another running Busbar");
      assertThat(hub.isReady()).isTrue();
    }
  }

  @Test
  void comesBackAfterItWasKilled() throws IOException {
    try (HubProcess hub = HubProcess.start(Map.of())) {
      String key = Files.readString(hub.dataFolder().resolve("keys/jwt"));
      hub.kill();
      assertThat(hub.dataFolder().resolve("postgres/db/postmaster.pid")).exists();
      hub.start();
      assertThat(hub.output()).contains("PostgreSQL 18 adopted");
      assertThat(Files.readString(hub.dataFolder().resolve("keys/jwt"))).isEqualTo(key);
      assertThat(hub.terminate()).isZero();
      assertThat(hub.dataFolder().resolve("postgres/db/postmaster.pid")).doesNotExist();
    }
  }

  @Test
  void stopsWhenToldToWhileStarting() throws IOException {
    try (HubProcess hub = HubProcess.start(Map.of())) {
      assertThat(hub.terminate()).isZero();
      hub.launch();
      assertThat(hub.terminate()).isIn(0, 1, 143);
      assertThat(hub.dataFolder().resolve("postgres/db/postmaster.pid")).doesNotExist();
    }
  }

  @Test
  void guardsTheTapAndTheTokensWithAKey() throws IOException {
    try (HubProcess hub = HubProcess.start(Map.of())) {
      assertThat(hub.get("/tap").statusCode()).isEqualTo(401);
      HttpRequest.Builder ask =
          HttpRequest.newBuilder(URI.create(hub.management() + "/token"))
              .POST(HttpRequest.BodyPublishers.ofString("{}"));
      assertThat(hub.send(ask.build()).statusCode()).isEqualTo(401);
      String key = Files.readString(hub.dataFolder().resolve("keys/management"));
      ask.header("Authorization", "Bearer " + key);
      assertThat(hub.send(ask.build()).statusCode()).isEqualTo(400);
    }
  }

  private static String modeOf(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
