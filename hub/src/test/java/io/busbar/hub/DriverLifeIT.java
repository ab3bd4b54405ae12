package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.hub.testing.DriverInstances;
import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubProcess;
import io.busbar.hub.testing.SampleDrivers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of driver processes when the hub ends, and of the hub when they cannot run. */
class DriverLifeIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final List<String> PROGRAMS =
      List.of("sh", "env", "true", "id", "nice", "setsid", "unshare", "setpriv", "python3", "node");

  @TempDir Path scratch;

  @Test
  void endsItsDriversWithItself() throws IOException {
    try (HubProcess hub = HubProcess.start(settings())) {
      List<Long> processes = pids(startAll(hub), hub);
      assertThat(processes).allMatch(DriverLifeIT::isAlive);
      assertThat(hub.terminate()).isZero();
      assertThat(processes).noneMatch(DriverLifeIT::isAlive);
    }
  }

  /** One driver is frozen, so that it does not notice the loss of its hub and stays behind. */
  @Test
  void findsTheDriversThatAKilledHubLeftBehind() throws Exception {
    try (HubProcess hub = HubProcess.start(settings())) {
      Map<String, String> instances = startAll(hub);
      List<Long> before = pids(instances, hub);
      signal("STOP", before.get(0));
      hub.kill();
      assertThat(isAlive(before.get(0))).isTrue();
      hub.start();
      await().atMost(PATIENCE).until(() -> before.stream().noneMatch(DriverLifeIT::isAlive));
      assertThat(pids(instances, hub)).hasSameSizeAs(before).allMatch(DriverLifeIT::isAlive);
    }
  }

  @Test
  void runsWithoutAnInterpreter() throws IOException {
    Map<String, String> settings = settings();
    settings.put("PATH", pathWithoutLua().toString());
    try (HubProcess hub = HubProcess.start(settings)) {
      DriverInstances drivers = new DriverInstances(HubClient.logIn(hub.http()));
      String instance = drivers.create(SampleDrivers.key("lua"), Map.of());
      JsonNode failed =
          drivers.awaitInstance(
              SampleDrivers.key("lua"),
              instance,
              one -> one.path("status").asText().equals("failed"));
      assertThat(failed.path("lastError").asText())
          .contains("no interpreter for lua drivers", "Install lua5.4");
      JsonNode tried = drivers.tell(instance, "test").data();
      assertThat(tried.path("ok").asBoolean(true)).isFalse();
      assertThat(tried.path("message").asText()).contains("Install lua5.4");
      assertThat(hub.isReady()).isTrue();
      assertThat(hub.terminate()).isZero();
      hub.start();
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(hub.output()).contains("no interpreter for lua drivers"));
    }
  }

  private Map<String, String> settings() throws IOException {
    Path storage = scratch.resolve("storage");
    SampleDrivers.install(scratch, storage);
    Map<String, String> settings = new HashMap<>(HubClient.ADMINISTRATOR);
    settings.put("HOS_RUNTIME_STORAGE_DIR", storage.toString());
    return settings;
  }

  /** Instance ids by driver key. */
  private static Map<String, String> startAll(HubProcess hub) throws IOException {
    DriverInstances drivers = new DriverInstances(HubClient.logIn(hub.http()));
    Map<String, String> instances = new HashMap<>();
    for (String language : SampleDrivers.LANGUAGES) {
      SampleDrivers.assumeInterpreter(language);
      String key = SampleDrivers.key(language);
      instances.put(key, drivers.create(key, Map.of()));
    }
    return instances;
  }

  private static List<Long> pids(Map<String, String> instances, HubProcess hub) throws IOException {
    DriverInstances drivers = new DriverInstances(HubClient.logIn(hub.http()));
    List<Long> pids = new ArrayList<>();
    instances.forEach(
        (key, id) ->
            pids.add(
                drivers
                    .awaitInstance(key, id, one -> one.path("status").asText().equals("running"))
                    .path("pid")
                    .asLong()));
    return pids;
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  private static void signal(String name, long pid) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** A folder with the programs a hub calls, and no interpreter of Lua. */
  private Path pathWithoutLua() throws IOException {
    Path folder = Files.createDirectory(scratch.resolve("bin"));
    for (String each : System.getenv("PATH").split(File.pathSeparator, -1)) {
      for (String program : PROGRAMS) {
        Path link = folder.resolve(program);
        if (Files.isExecutable(Path.of(each, program)) && Files.notExists(link)) {
          Files.writeString(link, "#!/bin/sh\nexec %s/%s \"$@\"\n".formatted(each, program));
          assertThat(link.toFile().setExecutable(true)).isTrue();
        }
      }
    }
    return folder;
  }
}
