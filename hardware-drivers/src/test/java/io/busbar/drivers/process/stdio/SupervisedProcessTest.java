package io.busbar.drivers.process.stdio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.driver.CloseCode;
import io.busbar.contracts.drivers.DriversContract;
import io.busbar.contracts.drivers.DriversContract.DriverStatusChanged;
import io.busbar.contracts.drivers.DriversContract.Status;
import io.busbar.contracts.integrations.ProcessesContract;
import io.busbar.contracts.integrations.ProcessesContract.Condition;
import io.busbar.contracts.integrations.ProcessesContract.Tried;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.manifest.DriverType;
import io.busbar.drivers.testing.DriverFolders;
import io.busbar.drivers.testing.Interpreters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedProcessTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final String ENVIRONMENT =
      """
      import json, os, sys
      print(json.dumps({"event": "STATE_UPDATE", "device_id": "env", "data": dict(os.environ)}))
      print(json.dumps({"event": "STATE_UPDATE", "device_id": "cwd", "data": {"cwd": os.getcwd()}}))
      sys.stdin.read()
      """;
  private static final String ECHO_PYTHON =
      """
      import sys
      print("hello from python")
      for line in sys.stdin:
          if "PING" not in line:
              print('{"event": "STATE_UPDATE", "device_id": "a", "data": {"got": %d}}' % len(line), flush=True)
      """;
  private static final String ECHO_NODE =
      """
      require('readline').createInterface({input: process.stdin}).on('line', line => {
        if (!line.includes('PING'))
          console.log(JSON.stringify({event: 'STATE_UPDATE', device_id: 'a', data: {got: line.length + 1}}));
      });
      """;
  private static final String ECHO_LUA =
      """
      io.stdout:setvbuf("line")
      for line in io.lines() do
        if not line:find("PING") then
          print(string.format('{"event":"STATE_UPDATE","device_id":"a","data":{"got":%d}}', #line + 1))
        end
      end
      """;

  @TempDir Path drivers;
  @TempDir Path data;
  private Hub hub;

  @BeforeAll
  static void needInterpreters() {
    Interpreters.assume(DriverType.PYTHON, DriverType.JAVASCRIPT, DriverType.LUA);
  }

  @BeforeEach
  void start() {
    hub = new Hub(drivers, data);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void givesTheProcessItsPropertiesAndNothingOfTheHubs() {
    DriverFolders.write(drivers, "ENV", "python", "main.py", ENVIRONMENT);
    Condition condition =
        hub.start("ENV", "one", Map.of("host", "10.0.0.7", "apiToken", "s3cret!", "verbose", true));
    assertThat(condition.status()).isIn(Status.STARTING, Status.RUNNING);
    assertThat(condition.transport()).isEqualTo("process");
    await().atMost(DEADLINE).until(() -> hub.door.received().size() == 2);
    Map<String, @Nullable Object> environment = hub.door.received().get(0).object("data").values();
    assertThat(environment)
        .containsEntry("TEST_HOST", "10.0.0.7")
        .containsEntry("TEST_TOKEN", "s3cret!")
        .containsEntry("TEST_SECONDS", "30")
        .containsEntry("TEST_VERBOSE", "true")
        .containsEntry("HAPTIQUE_DRIVER_ID", "one")
        .containsEntry("PORT", "18080")
        .containsEntry("HOS_WS_URL", "ws://127.0.0.1:18081/driver")
        .containsEntry("HOS_DRIVER_KEY", "ENV")
        .containsEntry("HOS_INSTANCE_NAME", "Test one")
        .containsEntry("TZ", "Europe/Berlin")
        .doesNotContainKeys("JWT_SECRET_KEY", "USER", "JAVA_HOME");
    assertThat(hub.door.received().get(1).object("data").get("cwd"))
        .isEqualTo(environment.get("HOS_DATA_DIR"));
    assertThat(hub.door.last().known).isEqualTo(DriverInstance.of("ENV", "one"));
    await().atMost(DEADLINE).until(() -> hub.condition("one").status() == Status.RUNNING);
  }

  @Test
  void carriesCommandsAndEventsInEveryLanguage() {
    DriverFolders.write(drivers, "ECHO_PY", "python", "main.py", ECHO_PYTHON);
    DriverFolders.write(drivers, "ECHO_JS", "javascript", "main.js", ECHO_NODE);
    DriverFolders.write(drivers, "ECHO_LUA", "lua", "main.lua", ECHO_LUA);
    byte[] command =
        Json.bytes(Map.of("event", "ACTION", "data", Map.of("text", "x".repeat(60_000))));
    for (String key : List.of("ECHO_PY", "ECHO_JS", "ECHO_LUA")) {
      Condition condition = hub.start(key, key, Map.of("host", "h"));
      assertThat(condition.lastError()).isNull();
      int before = hub.door.received().size();
      hub.node.vertx.runOnContext(ran -> hub.door.last().link.send(command));
      await().atMost(DEADLINE).until(() -> hub.door.received().size() > before);
      Fields event = hub.door.received().get(before);
      assertThat(event.object("data").get("got")).isEqualTo(command.length + 1);
    }
    assertThat(hub.log("ECHO_PY", "ECHO_PY"))
        .anyMatch(line -> line.endsWith("out hello from python"));
  }

  @Test
  void restartsACrashedDriverWithItsChildrenGone() throws IOException {
    DriverFolders.write(
        drivers,
        "CRASHER",
        "python",
        "main.py",
        """
        import subprocess, sys, os
        child = subprocess.Popen(["sleep", "300"])
        with open("children", "a") as f: f.write(f"{child.pid}\\n")
        print('{"event":"METRIC_UPDATE","device_id":"a","data":{}}', flush=True)
        print("first", file=sys.stderr)
        print("token is s3cret-value", file=sys.stderr)
        os._exit(3)
        """);
    Condition ignored = hub.start("CRASHER", "c", Map.of("host", "h", "apiToken", "s3cret-value"));
    await().atMost(DEADLINE).until(() -> hub.condition("c").restarts() >= 1);
    await().atMost(DEADLINE).until(() -> hub.door.talks.size() >= 2);
    assertThat(hub.node.phases("c"))
        .startsWith(Status.STARTING, Status.RUNNING, Status.CRASHED, Status.STARTING);
    assertThat(hub.log("CRASHER", "c")).anyMatch(line -> line.contains("[redacted]"));
    assertThat(hub.log("CRASHER", "c")).noneMatch(line -> line.contains("s3cret-value"));
    assertThat(hub.node.statuses).noneMatch(change -> change.reason().contains("s3cret-value"));
    Condition stopped = hub.stop("CRASHER", "c");
    assertThat(stopped.status()).isEqualTo(Status.STOPPED);
    Path children = data.resolve("instances/CRASHER/c").resolve("work").resolve("children");
    for (String pid : Files.readAllLines(children)) {
      await().atMost(DEADLINE).until(() -> !isRunning(Long.parseLong(pid)));
    }
  }

  @Test
  void doesNotRestartADriverWithWrongSettings() {
    DriverFolders.write(
        drivers, "PICKY", "python", "main.py", "import sys\nsys.exit('the host is missing')\n");
    Condition ignored = hub.start("PICKY", "p", Map.of());
    await().atMost(DEADLINE).until(() -> hub.condition("p").status() == Status.FAILED);
    assertThat(hub.condition("p").lastError()).isEqualTo("the host is missing");
    assertThat(hub.node.phases("p")).doesNotContain(Status.CRASHED);
  }

  @Test
  void insistsWhenADriverDoesNotWantToStop() {
    DriverFolders.write(
        drivers,
        "STUBBORN",
        "python",
        "main.py",
        """
        import signal, time
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        print('{"event":"METRIC_UPDATE","device_id":"a","data":{}}', flush=True)
        while True: time.sleep(60)
        """);
    Condition started = hub.start("STUBBORN", "s", Map.of());
    long pid = Objects.requireNonNull(started.pid());
    await().atMost(DEADLINE).until(() -> !hub.door.received().isEmpty());
    assertThat(hub.stop("STUBBORN", "s").status()).isEqualTo(Status.STOPPED);
    assertThat(isRunning(pid)).isFalse();
    assertThat(hub.stop("STUBBORN", "s").status()).isEqualTo(Status.STOPPED);
    assertThat(hub.door.last().closed).isTrue();
  }

  @Test
  void killsADriverThatDoesNotReadItsStdin() {
    DriverFolders.write(
        drivers, "DEAF", "python", "main.py", "import time\nwhile True: time.sleep(60)\n");
    Condition ignored = hub.start("DEAF", "d", Map.of());
    byte[] line = Json.bytes(Map.of("text", "x".repeat(60_000)));
    hub.node.vertx.runOnContext(
        ran -> {
          for (int i = 0; i < 10; i++) {
            hub.door.last().link.send(line);
          }
        });
    await().atMost(DEADLINE).until(() -> hub.door.talks.get(0).link.isFull());
    await().atMost(DEADLINE).until(() -> hub.node.phases("d").contains(Status.CRASHED));
    assertThat(hub.condition("d").lastError()).contains("stdin");
  }

  @Test
  void skipsLinesThatAreTooLongAndLogsTextThatIsNoJson() {
    DriverFolders.write(
        drivers,
        "CHATTY",
        "python",
        "main.py",
        """
        import sys
        print("x" * (1 << 20 | 1))
        print("{not json}")
        print("")
        print('{"event":"STATE_UPDATE","device_id":"a","data":{"x":"' + "y" * 900000 + '"}}', flush=True)
        sys.stdin.read()
        """);
    Condition ignored = hub.start("CHATTY", "c", Map.of());
    await().atMost(DEADLINE).until(() -> !hub.door.received().isEmpty());
    assertThat(hub.door.received()).hasSize(1);
    assertThat(hub.log("CHATTY", "c"))
        .anyMatch(line -> line.contains("skipped a line of 1048577 bytes"))
        .anyMatch(line -> line.endsWith("out {not json}"));
  }

  @Test
  void leavesCommandsToAWebSocketSessionOfTheSameInstance() {
    DriverFolders.write(drivers, "ECHO_PY", "python", "main.py", ECHO_PYTHON);
    Condition ignored = hub.start("ECHO_PY", "w", Map.of());
    assertThat(hub.door.talks).hasSize(1);
    session("w", Status.CONNECTED, "127.0.0.1:5000");
    await().atMost(DEADLINE).until(() -> hub.condition("w").transport().equals("websocket"));
    assertThat(hub.door.last().closed).isTrue();
    session("w", Status.DISCONNECTED, "127.0.0.1:4999");
    session("w", Status.DISCONNECTED, "127.0.0.1:5000");
    await().atMost(DEADLINE).until(() -> hub.door.talks.size() == 2);
    assertThat(hub.condition("w").transport()).isEqualTo("process");
    hub.node.vertx.runOnContext(ran -> hub.door.last().link.close(CloseCode.REPLACED, "newer"));
    await().atMost(DEADLINE).until(() -> hub.door.last().closed);
    assertThat(hub.condition("w").pid()).isNotNull();
  }

  @Test
  void triesAnInstanceAndStopsItAgain() {
    DriverFolders.write(drivers, "ENV", "python", "main.py", ENVIRONMENT);
    DriverFolders.write(drivers, "PICKY", "python", "main.py", "import sys\nsys.exit('no host')\n");
    Tried good = tried("ENV", "t");
    assertThat(good.ok()).isTrue();
    assertThat(hub.condition("t").status()).isEqualTo(Status.STOPPED);
    Tried bad = tried("PICKY", "t2");
    assertThat(bad.ok()).isFalse();
    assertThat(bad.message()).isEqualTo("no host");
    assertThat(bad.logs()).isNotEmpty();
  }

  @Test
  void endsWhatAKilledHubLeftBehind() throws IOException {
    DriverFolders.write(drivers, "ENV", "python", "main.py", ENVIRONMENT);
    Process orphan = new ProcessBuilder("setsid", "sleep", "300").start();
    Path folder = Files.createDirectories(data.resolve("instances/ENV/o"));
    new PidFile(folder.resolve("driver.pid")).write(orphan.toHandle(), true);
    Condition ignored = hub.start("ENV", "o", Map.of());
    assertThat(orphan.isAlive()).isFalse();
    assertThat(hub.log("ENV", "o")).anyMatch(line -> line.contains("left behind"));
  }

  @Test
  void sparesAProcessThatOnlyHasTheSameId() throws IOException {
    Process other = new ProcessBuilder("sleep", "300").start();
    try {
      Path file = data.resolve("driver.pid");
      Files.write(file, List.of(Long.toString(other.pid()), "another start", "true"));
      assertThat(new PidFile(file).endLeftover()).isFalse();
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void refusesAnUnknownDriver() {
    assertThatThrownBy(() -> hub.start("NOBODY", "x", Map.of()))
        .hasMessageContaining("No driver with id 'NOBODY'");
  }

  private Tried tried(String key, String id) {
    return hub.node.done(
        hub.node.bus.request(ProcessesContract.TRY, Hub.wanted(key, id, Map.of())));
  }

  private void session(String id, Status status, String address) {
    hub.node.bus.publish(
        DriversContract.STATUS,
        new DriverStatusChanged(
            DriverInstance.of("ECHO_PY", id),
            null,
            status,
            "websocket",
            "test",
            0,
            address,
            Instant.EPOCH));
  }

  private static boolean isRunning(long pid) {
    try {
      return !Files.readString(Path.of("/proc/%d/stat".formatted(pid))).contains(") Z ");
    } catch (IOException gone) {
      return false;
    }
  }
}
