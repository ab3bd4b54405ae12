package io.busbar.drivers.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.drivers.DriversContract.Status;
import io.busbar.contracts.integrations.ProcessesContract;
import io.busbar.contracts.integrations.ProcessesContract.Condition;
import io.busbar.contracts.integrations.ProcessesContract.DriverPackage;
import io.busbar.contracts.integrations.ProcessesContract.StartProcess;
import io.busbar.contracts.integrations.ProcessesContract.StopProcess;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.InstanceId;
import io.busbar.contracts.value.Nothing;
import io.busbar.drivers.manifest.DriverLibrary;
import io.busbar.drivers.process.ProcessesVerticle;
import io.busbar.drivers.process.Timers;
import io.busbar.drivers.testing.Node;
import io.busbar.hostsensors.OshiReadings;
import io.busbar.kit.HubSimulator;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltInDriversTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final DriverInstance HOST = DriverInstance.of("HOST_SENSORS", "host");

  @TempDir Path data;
  private final Node node = Node.start();
  private final HubSimulator hub = new HubSimulator();

  @AfterEach
  void stop() {
    node.close();
    hub.close();
  }

  @Test
  void runsTheHostSensorsAsTheirManifestSays() {
    deploy(new HostSensorsDriver(OshiReadings::new, null));
    DriverPackage described =
        node.done(node.bus.request(ProcessesContract.CATALOG, Nothing.NOTHING)).drivers().stream()
            .filter(driver -> driver.driverKey().equals(HostSensorsDriver.KEY))
            .findFirst()
            .orElseThrow();
    assertThat(described.unavailable()).isNull();
    assertThat(described.autoStart()).isEqualTo(new InstanceId("host"));
    Condition started = start();
    assertThat(started.transport()).isEqualTo("builtin");
    Map<String, @Nullable Object> state =
        Fields.from(hub.awaitEvents("STATE_UPDATE", 1).get(0).get("data")).values();
    assertThat(Fields.from(state).object("extras").object("sensors").object("uptime").get("value"))
        .isInstanceOf(Number.class);
    assertThat(hub.awaitEvents("METRIC_UPDATE", 1)).isNotEmpty();
    assertThat(String.valueOf(hub.events("DEVICE_DISCOVERED").get(0).get("device_id")))
        .matches("host:[0-9a-f]{12}");
    setIntervalAndSeeItWork();
    assertThat(node.done(node.bus.request(ProcessesContract.STOP, new StopProcess(HOST))).status())
        .isEqualTo(Status.STOPPED);
  }

  @Test
  void startsACrashedDriverAgainAndKeepsItsTroubleToItself() {
    AtomicInteger runs = new AtomicInteger();
    deploy(
        wanted -> {
          if (runs.incrementAndGet() == 1) {
            throw new IllegalStateException("boom");
          }
          new CountDownLatch(1).await();
        });
    Condition ignored = start();
    await().atMost(DEADLINE).until(() -> runs.get() == 2);
    await().atMost(DEADLINE).until(() -> node.phases("host").contains(Status.RUNNING));
    assertThat(node.phases("host"))
        .containsSubsequence(Status.STARTING, Status.CRASHED, Status.STARTING, Status.RUNNING);
  }

  @Test
  void givesUpOnWrongProperties() {
    deploy(
        wanted -> {
          throw new IllegalArgumentException("the interval is wrong");
        });
    Condition ignored = start();
    await().atMost(DEADLINE).until(() -> node.phases("host").contains(Status.FAILED));
  }

  private void setIntervalAndSeeItWork() {
    Object device = hub.events("DEVICE_DISCOVERED").get(0).get("device_id");
    hub.send(
        Map.of(
            "event", "COMMAND_EXECUTE",
            "device_id", String.valueOf(device),
            "data", Map.of("command", "set_interval", "payload", Map.of("seconds", 1))));
    Fields result = Fields.from(hub.awaitEvents("ACTION_RESULT", 1).get(0).get("data"));
    assertThat(result.get("success")).isEqualTo(true);
    assertThat(hub.awaitEvents("METRIC_UPDATE", 3)).hasSizeGreaterThanOrEqualTo(3);
  }

  private Condition start() {
    return node.done(
        node.bus.request(
            ProcessesContract.START, new StartProcess(HOST, "This hub", Fields.EMPTY, List.of())));
  }

  private void deploy(BuiltInDriver driver) {
    BuiltInDrivers builtIn =
        new BuiltInDrivers(
            node.vertx, Timers.of(node.vertx), hub::url, Map.of(HostSensorsDriver.KEY, driver));
    node.finish(
        node.vertx.deployVerticle(
            new ProcessesVerticle(
                node.bus,
                new DriverLibrary(Path.of(""), data.resolve("installed")),
                List.of(builtIn),
                data.resolve("instances"),
                Clock.systemUTC(),
                new Random(1))));
  }
}
