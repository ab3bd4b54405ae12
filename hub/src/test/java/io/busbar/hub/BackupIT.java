package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.hub.testing.DriverInstances;
import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubCommand;
import io.busbar.hub.testing.HubCommand.Ended;
import io.busbar.hub.testing.HubProcess;
import io.busbar.hub.testing.SampleDrivers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A hub moves to another machine in one file, with the packaged command. */
@TestInstance(Lifecycle.PER_CLASS)
class BackupIT {
  private static final String TOKEN = "orchid-9-harbour";

  private HubProcess hub;
  private HubProcess heir;
  private Path folder = Path.of("");
  private Path file = folder;

  @BeforeAll
  void startHub(@TempDir Path scratch) throws IOException {
    folder = scratch;
    file = scratch.resolve("hub.zip");
    hub = HubProcess.prepare(HubClient.ADMINISTRATOR);
    SampleDrivers.install(scratch, hub.dataFolder().resolve("drivers"));
    hub.start();
    assertThat(said(0, hub, "backup", file.toString())).contains("Done: " + file, "secrets");
  }

  @BeforeEach
  void prepareHeir() throws IOException {
    heir = HubProcess.prepare(Map.of());
  }

  @AfterEach
  void endHeir() throws IOException {
    heir.close();
  }

  @AfterAll
  void endHub() throws IOException {
    hub.close();
  }

  @Test
  void movesARunningHub() throws IOException {
    SampleDrivers.assumeInterpreter("python");
    HubClient app = HubClient.logIn(hub.http());
    DriverInstances drivers = new DriverInstances(app);
    String key = SampleDrivers.key("python");
    String instance = drivers.create(key, Map.of("lampName", "Désk", "apiToken", TOKEN));
    JsonNode lamp = drivers.awaitDevice(instance, device -> device.path("state").has("brightness"));
    assertThat(drivers.tell(instance, "stop").status()).isEqualTo(200);
    JsonNode before = drivers.awaitDevice(instance, device -> !device.path("online").asBoolean());
    Path moved = folder.resolve("moved.zip");
    assertThat(said(0, hub, "backup", moved.toString())).contains("integration_instances: 4 rows");
    assertThat(hub.isReady()).isTrue();
    assertThat(said(1, hub, "restore", "--force", moved.toString())).contains("A hub runs on");
    assertThat(said(0, heir, "restore", moved.toString())).contains("Done.");
    Files.delete(moved);

    heir.start();
    assertThat(heir.output()).doesNotContain("migrations applied");
    assertThat(app.at(heir.http()).get("/auth/me").status()).isEqualTo(200);
    drivers = new DriverInstances(HubClient.logIn(heir.http()));
    JsonNode after = drivers.awaitDevice(instance, device -> true);
    assertThat(after.path("id")).isEqualTo(lamp.path("id"));
    assertThat(after.path("state")).isEqualTo(before.path("state"));
    assertThat(drivers.tell(instance, "start").status()).isEqualTo(200);
    JsonNode back = drivers.awaitDevice(instance, device -> device.path("online").asBoolean());
    assertThat(back.path("id")).isEqualTo(lamp.path("id"));
    assertThat(drivers.log(instance)).contains("token [redacted]");
  }

  @Test
  void backsUpAStoppedHubAndReplacesOneOnlyWhenForced() throws IOException {
    assertThat(hub.terminate()).isZero();
    Path stopped = folder.resolve("stopped.zip");
    assertThat(said(0, hub, "backup", stopped.toString())).contains("identity_users: 1 rows");
    assertThat(hub.dataFolder().resolve("postgres/db/postmaster.pid")).doesNotExist();
    assertThat(said(1, hub, "backup", stopped.toString())).contains("exists", "--force");
    assertThat(said(1, hub, "restore", stopped.toString())).contains("holds a hub already");
    assertThat(said(0, hub, "restore", "--force", stopped.toString())).contains("Done.");
    Files.delete(stopped);
    hub.start();
    assertThat(HubClient.logIn(hub.http()).token()).isNotEmpty();
  }

  @Test
  void refusesToStartHalfRestored() throws IOException {
    Path obstacle = Files.createDirectories(heir.dataFolder().resolve("keys/jwt/in-the-way"));
    assertThat(said(1, heir, "restore", file.toString())).contains("The restore did not end");
    heir.launch();
    assertThat(heir.awaitEnd()).isEqualTo(1);
    assertThat(heir.output()).contains("was not finished", "busbar restore");
    Files.delete(obstacle);
    Files.delete(heir.dataFolder().resolve("keys/jwt"));
    assertThat(said(0, heir, "restore", file.toString())).contains("Done.");
    heir.start();
    assertThat(HubClient.logIn(heir.http()).token()).isNotEmpty();
  }

  @Test
  void changesNothingForAFileThatIsNotSound() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Path torn = Files.write(folder.resolve("torn.zip"), Arrays.copyOf(whole, whole.length / 2));
    assertThat(said(1, heir, "restore", torn.toString())).contains("torn.zip", "Take another copy");
    Path text = Files.writeString(folder.resolve("text.zip"), "Dear diary");
    assertThat(said(1, heir, "restore", text.toString())).contains("is no backup of Busbar");
    Path none = folder.resolve("none.zip");
    assertThat(said(1, heir, "restore", none.toString())).contains("cannot be read");
    assertThat(said(1, heir, "backup", none.toString())).contains("holds no hub");
    assertThat(heir.dataFolder()).doesNotExist();
    assertThat(none).doesNotExist();
  }

  @Test
  void letsOnlyItsOwnerRead() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all.map(Path::toString)).noneMatch(name -> name.endsWith(".part"));
    }
  }

  private static String said(int code, HubProcess hub, String... arguments) throws IOException {
    Map<String, String> settings = new HashMap<>();
    settings.put("BUSBAR_DATA_DIR", hub.dataFolder().toString());
    Ended ended = HubCommand.run(settings, arguments);
    assertThat(ended.code()).as(ended.output()).isEqualTo(code);
    assertThat(ended.output()).doesNotContain("at io.busbar");
    return ended.output();
  }
}
