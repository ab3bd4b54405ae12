package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubProcess;
import io.busbar.hub.testing.LiveListener;
import io.busbar.hub.testing.LoopbackDriver;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void end() throws Exception {
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void showsWhatDoorsDriversAndQueuesDo() throws IOException {
    Map<String, String> settings = new HashMap<>(HubClient.ADMINISTRATOR);
    settings.put("BUSBAR_LIVE_MAX_CLIENTS_PER_USER", "1");
    try (HubProcess hub = HubProcess.start(settings);
        LoopbackDriver driver =
            new LoopbackDriver(vertx, "COUNTED", List.of("one"), URI.create(hub.http()).getPort())
                .start()) {
      HubClient app = HubClient.logIn(hub.http());
      String stream = hub.http() + "/app/os/state/stream";
      LiveListener first = LiveListener.open(stream, app.token());
      await().atMost(PATIENCE).until(() -> first.lines() > 0);
      LiveListener second = LiveListener.open(stream, app.token());
      await().atMost(PATIENCE).until(second::hasEnded);
      await().atMost(PATIENCE).until(driver::isRegistered);
      driver.reportAll();
      driver.send("no JSON");
      driver.send(
          "{\"event\":\"STATE_UPDATE\",\"device_id\":\"nobody\",\"data\":{\"power\":true}}");
      await().atMost(PATIENCE).until(() -> driver.acknowledged().containsKey("one"));
      assertThat(app.get("/nothing").status()).isEqualTo(404);
      await().atMost(PATIENCE).untilAsserted(() -> assertCounted(hub));
      assertThat(hub.metric("busbar_live_clients")).isEqualTo(1);
      assertThat(hub.metric("busbar_live_refused_total")).isEqualTo(1);
      assertThat(hub.metric(requests("statesStream", "4xx"))).isEqualTo(1);
      assertThat(hub.metric(requests("identityLogin", "2xx"))).isEqualTo(1);
      assertThat(hub.metric(requests("none", "4xx"))).isEqualTo(1);
      assertThat(hub.metric("busbar_driver_sessions{transport=\"websocket\"}"))
          .isGreaterThanOrEqualTo(1);
      assertShows(hub);
      assertThat(hub.output().lines()).allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT.*"));
      assertThat(hub.output()).doesNotContain("already registered");
    }
  }

  private static void assertCounted(HubProcess hub) throws IOException {
    assertThat(hub.metric("busbar_driver_events_total{driver=\"COUNTED\"}")).isEqualTo(3);
    assertThat(hub.metric("busbar_driver_states_total{driver=\"COUNTED\"}")).isEqualTo(1);
    assertThat(hub.metric("busbar_driver_rejected_total{driver=\"COUNTED\"}")).isEqualTo(2);
  }

  private static void assertShows(HubProcess hub) throws IOException {
    List<String> names =
        Stream.of(
                "busbar_live_coalesced_total",
                "busbar_live_dropped_total",
                "busbar_driver_coalesced_total{driver=\"COUNTED\"}",
                "busbar_driver_metrics_dropped_total{driver=\"COUNTED\"}",
                "busbar_driver_commands_total{driver=\"COUNTED\"}",
                "busbar_driver_commands_open{driver=\"COUNTED\"}",
                "busbar_write_behind_waiting{queue=\"commands\"}",
                "busbar_write_behind_waiting{queue=\"metrics\"}",
                "busbar_write_behind_refused_total{queue=\"states\"}",
                "vertx_pool_in_use{pool_name=\"database\",pool_type=\"sql\"}")
            .toList();
    for (String name : names) {
      assertThat(hub.metric(name)).as(name).isGreaterThanOrEqualTo(0);
    }
  }

  private static String requests(String operation, String status) {
    return "busbar_http_requests_total{door=\"hos\",operation=\"%s\",status=\"%s\"}"
        .formatted(operation, status);
  }
}
