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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub moves to another machine in one file, with the packaged command. */
class BackupIT {
  private static final String TOKEN = "orchid-9-harbour";

  @TempDir Path scratch = Path.of("");

  private HubProcess hub;
  private HubProcess heir;
  private Path file = scratch;

  @BeforeEach
  void prepare() throws IOException {
    file = scratch.resolve("hub.zip");
    hub = HubProcess.prepare(HubClient.ADMINISTRATOR);
    heir = HubProcess.prepare(Map.of());
  }

  @AfterEach
  void end() throws IOException {
    hub.close();
    heir.close();
  }

  @Test
  void movesARunningHub() throws IOException {
    SampleDrivers.assumeInterpreter("python");
    SampleDrivers.install(scratch, hub.dataFolder().resolve("drivers"));
    hub.start();
    HubClient app = HubClient.logIn(hub.http());
    DriverInstances drivers = new DriverInstances(app);
    String key = SampleDrivers.key("python");
    String instance = drivers.create(key, Map.of("lampName", "Désk", "apiToken", TOKEN));
    JsonNode lamp = drivers.awaitDevice(instance, device -> device.path("state").has("brightness"));
    assertThat(drivers.tell(instance, "stop").status()).isEqualTo(200);
    JsonNode before = drivers.awaitDevice(instance, device -> !device.path("online").asBoolean());

    assertThat(said(0, hub, "backup", file.toString())).contains("Done: " + file, "secrets");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(hub.isReady()).isTrue();
    assertThat(said(1, hub, "restore", "--force", file.toString())).contains("A hub runs on");

    assertThat(said(0, heir, "restore", file.toString())).contains("Done.");
    heir.start();
    HubClient sameApp = HubClient.logIn(heir.http());
    assertThat(app.at(heir.http()).get("/auth/me").status()).isEqualTo(200);
    DriverInstances moved = new DriverInstances(sameApp);
    JsonNode after = moved.awaitDevice(instance, device -> true);
    assertThat(after.path("id")).isEqualTo(lamp.path("id"));
    assertThat(after.path("state")).isEqualTo(before.path("state"));
    assertThat(moved.tell(instance, "start").status()).isEqualTo(200);
    JsonNode back = moved.awaitDevice(instance, device -> device.path("online").asBoolean());
    assertThat(back.path("id")).isEqualTo(lamp.path("id"));
    assertThat(moved.log(instance)).contains("token [redacted]");
    assertThat(heir.output()).doesNotContain("migrations applied");
  }

  @Test
  void backsUpAStoppedHubAndReplacesOneOnlyWhenForced() throws IOException {
    hub.start();
    assertThat(hub.terminate()).isZero();
    assertThat(said(0, hub, "backup", file.toString())).contains("identity_users: 1 rows");
    assertThat(hub.dataFolder().resolve("postgres/db/postmaster.pid")).doesNotExist();
    assertThat(said(1, hub, "backup", file.toString())).contains("exists", "--force");

    assertThat(said(1, hub, "restore", file.toString())).contains("holds a hub already");
    assertThat(said(0, hub, "restore", "--force", file.toString())).contains("Done.");
    hub.start();
    assertThat(HubClient.logIn(hub.http()).token()).isNotEmpty();
  }

  @Test
  void refusesToStartHalfRestored() throws IOException {
    hub.start();
    assertThat(hub.terminate()).isZero();
    assertThat(said(0, hub, "backup", file.toString())).contains("Done: ");
    Files.createDirectories(heir.dataFolder().resolve("keys/jwt/in-the-way"));
    assertThat(said(1, heir, "restore", file.toString())).contains("The restore did not end");
    heir.launch();
    assertThat(heir.awaitEnd()).isEqualTo(1);
    assertThat(heir.output()).contains("was not finished", "busbar restore");
    Files.delete(heir.dataFolder().resolve("keys/jwt/in-the-way"));
    Files.delete(heir.dataFolder().resolve("keys/jwt"));
    assertThat(said(0, heir, "restore", file.toString())).contains("Done.");
    heir.start();
    assertThat(HubClient.logIn(heir.http()).token()).isNotEmpty();
  }

  @Test
  void changesNothingForAFileThatIsNotSound() throws IOException {
    hub.start();
    assertThat(said(0, hub, "backup", file.toString())).contains("Done: ");
    byte[] whole = Files.readAllBytes(file);
    Path torn = Files.write(scratch.resolve("torn.zip"), Arrays.copyOf(whole, whole.length / 2));
    assertThat(said(1, heir, "restore", torn.toString())).contains("torn.zip", "Take another copy");
    Path text = Files.writeString(scratch.resolve("text.zip"), "Dear diary");
    assertThat(said(1, heir, "restore", text.toString())).contains("is no backup of Busbar");
    assertThat(said(1, heir, "restore", scratch.resolve("none.zip").toString()))
        .contains("cannot be read");
    assertThat(said(1, heir, "backup", scratch.resolve("empty.zip").toString()))
        .contains("holds no hub");
    assertThat(heir.dataFolder()).doesNotExist();
    try (Stream<Path> left = Files.list(scratch)) {
      assertThat(left).containsExactlyInAnyOrder(file, torn, text);
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
