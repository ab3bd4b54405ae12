package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.hub.testing.FreePort;
import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubProcess;
import io.busbar.hub.testing.LoopbackDriver;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Kills the hub under 2,000 state updates and 100 commands a second, and every second time its
 * database with it. {@code -Dbusbar.crash.rounds} says how often; the default keeps the test run
 * short.
 */
class CrashIT {
  private static final int ROUNDS = Integer.getInteger("busbar.crash.rounds", 2);
  private static final int DRIVERS = 20;
  private static final int DEVICES = 5;
  private static final int TICK_MS = 50;
  private static final Duration LOAD = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Vertx vertx = Vertx.vertx();
  private final List<LoopbackDriver> drivers = new ArrayList<>();
  private final AtomicInteger commands = new AtomicInteger();

  @AfterEach
  void end() throws Exception {
    drivers.forEach(LoopbackDriver::close);
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void losesNothingItAcknowledged() throws IOException {
    int port = FreePort.take();
    Map<String, String> settings = new HashMap<>(HubClient.ADMINISTRATOR);
    settings.put("PORT", Integer.toString(port));
    try (HubProcess hub = HubProcess.start(settings)) {
      HubClient app = HubClient.logIn(hub.http());
      startDrivers(port);
      awaitDevices(app);
      Map<String, String> ids = idsByName(app);
      vertx.setPeriodic(TICK_MS, tick -> drivers.forEach(LoopbackDriver::reportAll));
      for (int round = 1; round <= ROUNDS; round++) {
        loadAndKill(hub, app, ids);
        boolean databaseToo = round % 2 == 0;
        if (databaseToo) {
          hub.killDatabase();
        }
        Map<String, Long> promised = acknowledged();
        long begun = System.nanoTime();
        hub.start();
        long readyMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        System.out.printf(
            "round %d: %d acknowledged states, %d commands, database %s, ready after %d ms%n",
            round,
            promised.size(),
            commands.get(),
            databaseToo ? "killed too" : "left running",
            readyMs);
        await().atMost(PATIENCE).until(this::allRegistered);
        assertThat(idsByName(app)).isEqualTo(ids);
        assertKept(app, promised);
      }
    }
  }

  private void loadAndKill(HubProcess hub, HubClient app, Map<String, String> ids) {
    List<String> targets = List.copyOf(ids.values());
    int before = commands.get();
    long commanding =
        vertx.setPeriodic(10, tick -> command(app, targets.get(commands.get() % targets.size())));
    Map<String, Long> start = acknowledged();
    await()
        .atMost(PATIENCE)
        .pollDelay(LOAD)
        .until(() -> !acknowledged().equals(start) && commands.get() > before);
    hub.kill();
    vertx.cancelTimer(commanding);
  }

  private void command(HubClient app, String device) {
    app.post(
        "/devices/" + device + "/command",
        Map.of("command", "turn_on"),
        status -> {
          if (status == 200) {
            commands.incrementAndGet();
          }
        });
  }

  /** Between kill and check drivers report on: a state may be newer than promised, never older. */
  private static void assertKept(HubClient app, Map<String, Long> promised) throws IOException {
    Map<String, Long> kept = new HashMap<>();
    for (JsonNode device : app.get("/devices").data()) {
      long count = device.path("state").path("extras").path("count").asLong(-1);
      kept.put(device.path("externalId").asText(), count);
    }
    assertThat(promised)
        .isNotEmpty()
        .allSatisfy((name, count) -> assertThat(kept.get(name)).isGreaterThanOrEqualTo(count));
  }

  private void startDrivers(int port) {
    for (int driver = 0; driver < DRIVERS; driver++) {
      int number = driver;
      List<String> devices =
          IntStream.range(0, DEVICES).mapToObj(i -> "d%d-%d".formatted(number, i)).toList();
      drivers.add(new LoopbackDriver(vertx, "LOAD_" + driver, devices, port).start());
    }
  }

  private void awaitDevices(HubClient app) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> idsByName(app).size() == DRIVERS * DEVICES);
  }

  private boolean allRegistered() {
    return drivers.stream().allMatch(LoopbackDriver::isRegistered);
  }

  private Map<String, Long> acknowledged() {
    Map<String, Long> all = new HashMap<>();
    drivers.forEach(driver -> all.putAll(driver.acknowledged()));
    return all;
  }

  private static Map<String, String> idsByName(HubClient app) throws IOException {
    Map<String, String> ids = new HashMap<>();
    for (JsonNode device : app.get("/devices").data()) {
      if (device.path("externalId").asText().startsWith("d")) {
        ids.put(device.path("externalId").asText(), device.path("id").asText());
      }
    }
    return ids;
  }
}
