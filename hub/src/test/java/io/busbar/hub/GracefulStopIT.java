package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubProcess;
import io.busbar.hub.testing.LiveListener;
import io.busbar.hub.testing.LoopbackDriver;
import io.busbar.hub.testing.RequestLoop;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** SIGTERM while drivers report, apps ask and command, and others listen. */
class GracefulStopIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int DRIVERS = 3;
  private static final int DEVICES = DRIVERS * 2;
  private static final int SHUTTING_DOWN = 1001;
  private static final int HALTED = 130;

  private final Vertx vertx = Vertx.vertx();
  private final List<LoopbackDriver> drivers = new ArrayList<>();
  private final List<RequestLoop> loops = new ArrayList<>();

  @AfterEach
  void end() throws Exception {
    drivers.forEach(LoopbackDriver::close);
    loops.forEach(RequestLoop::close);
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void answersAllThatCameInAndKeepsAllItAcknowledged() throws IOException {
    try (HubProcess hub = HubProcess.start(HubProcess.emptyHouse())) {
      HubClient app = HubClient.logIn(hub.http());
      startDrivers(hub, app);
      vertx.setPeriodic(20, tick -> drivers.forEach(LoopbackDriver::reportAll));
      List<LiveListener> listeners = listeners(hub, app);
      startLoops(hub, app);
      await().atMost(PATIENCE).until(() -> loops.stream().allMatch(loop -> loop.answers() > 20));
      long begun = System.nanoTime();
      assertThat(hub.terminate()).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LIMIT);
      await().atMost(PATIENCE).until(() -> loops.stream().noneMatch(RequestLoop::isRunning));
      assertThat(loops.stream().flatMap(loop -> loop.failures().stream())).isEmpty();
      await().atMost(PATIENCE).until(() -> listeners.stream().allMatch(LiveListener::hasEnded));
      for (LoopbackDriver driver : drivers) {
        await().atMost(PATIENCE).until(() -> driver.closeCode() == SHUTTING_DOWN);
        assertThat(driver.lastStatus()).isEqualTo("stopping");
      }
      assertKept(hub);
    }
  }

  @Test
  void answersACommandWhoseDriverIsSilent() throws IOException {
    try (HubProcess hub = HubProcess.start(HubProcess.emptyHouse())) {
      AtomicInteger status = commandASilentDriver(hub);
      long begun = System.nanoTime();
      assertThat(hub.terminate()).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LIMIT);
      await().atMost(PATIENCE).until(() -> status.get() >= 0);
      assertThat(status).hasValue(502);
    }
  }

  @Test
  void haltsAtASecondSignal() throws IOException {
    try (HubProcess hub = HubProcess.start(HubProcess.emptyHouse())) {
      AtomicInteger unanswered = commandASilentDriver(hub);
      hub.signal("TERM");
      await().atMost(PATIENCE).until(() -> hub.output().contains("Stopping"));
      assertThat(unanswered).hasValue(-1);
      hub.signal("TERM");
      assertThat(hub.awaitEnd()).isEqualTo(HALTED);
      assertThat(hub.output()).doesNotContain("Stopped in");
    }
  }

  private AtomicInteger commandASilentDriver(HubProcess hub) throws IOException {
    HubClient app = HubClient.logIn(hub.http());
    startDrivers(hub, app);
    drivers.get(0).fallSilent();
    AtomicInteger status = new AtomicInteger(-1);
    app.post(
        "/devices/" + ids(app).get("d0-a") + "/command",
        Map.of("command", "turn_on", "waitMs", 30_000),
        status::set);
    await()
        .atMost(PATIENCE)
        .until(() -> hub.metric("busbar_driver_commands_open{driver=\"STOP_0\"}") == 1);
    return status;
  }

  private void startDrivers(HubProcess hub, HubClient app) throws IOException {
    int port = URI.create(hub.http()).getPort();
    for (int driver = 0; driver < DRIVERS; driver++) {
      List<String> devices = List.of("d" + driver + "-a", "d" + driver + "-b");
      drivers.add(new LoopbackDriver(vertx, "STOP_" + driver, devices, port).start());
    }
    await().atMost(PATIENCE).until(() -> ids(app).size() == DEVICES);
  }

  private void startLoops(HubProcess hub, HubClient app) throws IOException {
    String device = ids(app).get("d1-a");
    for (int i = 0; i < 4; i++) {
      loops.add(RequestLoop.get(hub.http() + "/app/os/devices", app.token()));
      loops.add(
          RequestLoop.post(
              hub.http() + "/app/os/devices/" + device + "/command",
              app.token(),
              "{\"command\":\"turn_on\"}"));
    }
  }

  private static List<LiveListener> listeners(HubProcess hub, HubClient app) throws IOException {
    List<LiveListener> listeners = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      listeners.add(LiveListener.open(hub.http() + "/app/os/state/stream", app.token()));
    }
    await().atMost(PATIENCE).until(() -> listeners.stream().allMatch(each -> each.lines() > 5));
    return listeners;
  }

  private void assertKept(HubProcess hub) throws IOException {
    Map<String, Long> promised = new HashMap<>();
    drivers.forEach(driver -> promised.putAll(driver.acknowledged()));
    drivers.forEach(LoopbackDriver::close);
    hub.start();
    Map<String, Long> kept = counts(HubClient.logIn(hub.http()));
    assertThat(promised)
        .hasSize(DEVICES)
        .allSatisfy((name, count) -> assertThat(kept.get(name)).isGreaterThanOrEqualTo(count));
  }

  private static Map<String, String> ids(HubClient app) throws IOException {
    Map<String, String> ids = new HashMap<>();
    for (JsonNode device : app.get("/devices").data()) {
      ids.put(device.path("externalId").asText(), device.path("id").asText());
    }
    return ids;
  }

  private static Map<String, Long> counts(HubClient app) throws IOException {
    Map<String, Long> counts = new HashMap<>();
    for (JsonNode device : app.get("/devices").data()) {
      long count = device.path("state").path("extras").path("count").asLong(-1);
      counts.put(device.path("externalId").asText(), count);
    }
    return counts;
  }
}
