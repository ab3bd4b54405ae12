package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubProcess;
import io.busbar.hub.testing.LoopbackDriver;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A hundred drivers with twenty devices each; one floods, one sends garbage, one hangs. */
class ManyDriversIT {
  private static final int DRIVERS = 100;
  private static final int DEVICES = 20;
  private static final int COMMANDS = 300;

  /** What a person would call broken; commands take a few milliseconds. */
  private static final long SERVED_WITHIN_MS = 2_000;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Vertx vertx = Vertx.vertx();
  private final List<LoopbackDriver> drivers = new ArrayList<>();

  @AfterEach
  void end() throws Exception {
    drivers.forEach(LoopbackDriver::close);
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void othersKeepWorkingBesideBadOnes() throws IOException {
    try (HubProcess hub = HubProcess.start(HubClient.ADMINISTRATOR)) {
      HubClient app = HubClient.logIn(hub.http());
      int port = URI.create(hub.http()).getPort();
      startDrivers(port);
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> targets(app).size() == DRIVERS * DEVICES);
      List<String> targets = targets(app);

      List<Long> quiet = latencies(app, targets);
      misbehave(port);
      List<Long> beside = latencies(app, targets);
      System.out.printf(
          "command latency in ms, p50/p99: %d/%d quiet, %d/%d beside bad drivers%n",
          at(quiet, 50), at(quiet, 99), at(beside, 50), at(beside, 99));

      assertThat(at(quiet, 99)).isLessThan(SERVED_WITHIN_MS);
      assertThat(at(beside, 99)).isLessThan(SERVED_WITHIN_MS);
      assertThat(drivers).allSatisfy(d -> assertThat(d.registrations()).isEqualTo(1));
      assertThat(hub.isReady()).isTrue();
      assertThat(hub.output()).doesNotContain("Exception", "blocked", "database is gone");
    }
  }

  /** Every command must end as completed: a driver that is held up would answer too late. */
  private static List<Long> latencies(HubClient app, List<String> targets) throws IOException {
    List<Long> latencies = new ArrayList<>();
    for (int i = 0; i < COMMANDS; i++) {
      String device = targets.get(i * 7 % targets.size());
      long begun = System.nanoTime();
      JsonNode outcome =
          app.post("/devices/" + device + "/command", Map.of("command", "turn_on")).data();
      latencies.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
      assertThat(outcome.path("status").asText()).isEqualTo("completed");
    }
    Collections.sort(latencies);
    return latencies;
  }

  private void misbehave(int port) {
    LoopbackDriver flood = new LoopbackDriver(vertx, "FLOOD", List.of("f1"), port).start();
    drivers.add(flood);
    vertx.setPeriodic(1, tick -> flood(flood));
    connect(port, this::sendGarbage);
    connect(
        port,
        socket -> {
          socket.pause();
          send(
              socket,
              "{\"method\":\"driver.register\",\"driverKey\":\"HANG\",\"instanceId\":\"h\",\"protocolVersion\":1}");
        });
    await().atMost(PATIENCE).until(flood::isRegistered);
  }

  private static void flood(LoopbackDriver flood) {
    for (int i = 0; i < 200 && !flood.isFull(); i++) {
      flood.send(
          "{\"event\":\"STATE_UPDATE\",\"device_id\":\"f1\",\"data\":{\"volume\":%d}}"
              .formatted(i % 100));
    }
  }

  private void connect(int port, Consumer<WebSocket> use) {
    WebSocketClient client = vertx.createWebSocketClient();
    client.connect(port, "127.0.0.1", "/driver").onSuccess(use::accept);
  }

  private void sendGarbage(WebSocket socket) {
    Random random = new Random(7);
    long timer =
        vertx.setPeriodic(
            2,
            tick -> {
              byte[] bytes = new byte[random.nextInt(200)];
              random.nextBytes(bytes);
              send(socket, new String(bytes, StandardCharsets.ISO_8859_1));
            });
    socket.closeHandler(
        gone -> {
          vertx.cancelTimer(timer);
          vertx.setTimer(20, again -> connect(socket.remoteAddress().port(), this::sendGarbage));
        });
  }

  private static void send(WebSocket socket, String text) {
    if (!socket.isClosed()) {
      socket.writeTextMessage(text).onFailure(gone -> {});
    }
  }

  private void startDrivers(int port) {
    for (int driver = 0; driver < DRIVERS; driver++) {
      int number = driver;
      List<String> devices =
          IntStream.range(0, DEVICES).mapToObj(i -> "m%d-%d".formatted(number, i)).toList();
      drivers.add(new LoopbackDriver(vertx, "MANY_" + driver, devices, port).start());
    }
  }

  private static List<String> targets(HubClient app) throws IOException {
    List<String> targets = new ArrayList<>();
    for (JsonNode device : app.get("/devices").data()) {
      if (device.path("driverKey").asText().startsWith("MANY_")) {
        targets.add(device.path("id").asText());
      }
    }
    return targets;
  }

  private static long at(List<Long> sorted, int percentile) {
    return sorted.get((sorted.size() - 1) * percentile / 100);
  }
}
