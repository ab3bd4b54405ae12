package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.contracts.bus.Json;
import io.busbar.hub.testing.Footprint;
import io.busbar.hub.testing.HouseUnderTest;
import io.busbar.hub.testing.HubProcess;
import io.busbar.hub.testing.LoopbackDriver;
import io.busbar.hub.testing.NodeScript;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** More comes through each door than the hub can do. */
class OverloadIT {
  private static final String SLOW = "slow";
  private static final String PASSWORD = "rather-long-secret";
  private static final long ANSWERS_EVERY_MS = 1000;
  private static final int CONNECTIONS = 600;
  private static final int SEATS = 20;
  private static final int LISTENERS = 60;
  private static final int CLIENTS = 30;

  /** What a warm hub's heap may grow by for other reasons: logs of commands, compiled code. */
  private static final long ROOM_BYTES = 24L << 20;

  private static final int ROOM_FILES = 30;

  private static final Map<String, String> LIMITS =
      Map.of(
          "BUSBAR_HA_FACADE_PORT",
          "0",
          "BUSBAR_HA_FACADE_ANNOUNCE",
          "false",
          "BUSBAR_HOST_SENSORS",
          "false",
          "BUSBAR_CONNECTIONS_PER_ADDRESS",
          String.valueOf(CONNECTIONS),
          "BUSBAR_LIVE_MAX_CLIENTS",
          String.valueOf(LISTENERS),
          "BUSBAR_LIVE_MAX_CLIENTS_PER_USER",
          String.valueOf(SEATS),
          "BUSBAR_MQTT_USERS",
          "panel:" + PASSWORD,
          "BUSBAR_MQTT_MAX_CLIENTS",
          String.valueOf(CLIENTS),
          "BUSBAR_MQTT_MESSAGES_PER_SECOND",
          "1000");

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void end() throws Exception {
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void refusesAtOnceServesBystandersAndRecovers() throws Exception {
    try (HouseUnderTest house = HouseUnderTest.start(List.of("quick"), LIMITS);
        LoopbackDriver late = late(house)) {
      await().atMost(HouseUnderTest.PATIENCE).until(late::isRegistered);
      press(house, 1);
      awaitQuiet(house.hub());
      Footprint before = Footprint.of(house.hub());

      press(house, 2);

      awaitQuiet(house.hub());
      Footprint after = Footprint.of(house.hub());
      assertThat(after.bytes()).isLessThan(before.bytes() + ROOM_BYTES);
      assertThat(after.files()).isLessThan(before.files() + ROOM_FILES);
      assertThat(house.hub().output()).doesNotContain("OutOfMemory");
    }
  }

  /** A driver whose one device answers once a second. */
  private LoopbackDriver late(HouseUnderTest house) throws IOException {
    int port = URI.create(house.hub().http()).getPort();
    LoopbackDriver driver = new LoopbackDriver(vertx, "LATE", List.of(SLOW), port);
    driver.withhold(SLOW);
    long unused =
        vertx.setPeriodic(
            ANSWERS_EVERY_MS,
            tick -> {
              driver.release(SLOW);
              driver.withhold(SLOW);
            });
    return driver.start();
  }

  private static void press(HouseUnderTest house, int seconds) throws IOException {
    Map<String, Integer> ports = house.hub().ports();
    Map<String, String> where = new HashMap<>();
    where.put("HUB_URL", house.hub().http());
    where.put("FACADE_URL", "http://127.0.0.1:" + ports.get("homeassistant"));
    where.put("MQTT_URL", "mqtt://127.0.0.1:" + ports.get("mqtt"));
    where.put("MQTT_USER", "panel");
    where.put("MQTT_PASSWORD", PASSWORD);
    where.put("TOKEN", house.app().token());
    where.put("HUB_ID", house.get("/home/graph?depth=0").path("home").path("id").asText());
    where.put("QUICK", house.id("quick"));
    where.put("SLOW", slow(house));
    where.put("SECONDS", String.valueOf(seconds));
    where.put("CONNECTIONS", String.valueOf(CONNECTIONS));
    where.put("SEATS", String.valueOf(SEATS));
    where.put("SOCKETS", String.valueOf(2 * LISTENERS));
    where.put("CLIENTS", String.valueOf(CLIENTS));
    NodeScript.run("overload.e2e.mjs", where);
  }

  private static String slow(HouseUnderTest house) {
    JsonNode devices =
        await()
            .atMost(HouseUnderTest.PATIENCE)
            .until(
                () -> Json.MAPPER.valueToTree(house.get("/devices?driverKey=LATE")),
                found -> found.size() == 1);
    return devices.get(0).path("id").asText();
  }

  private static void awaitQuiet(HubProcess hub) {
    await()
        .atMost(HouseUnderTest.PATIENCE)
        .untilAsserted(() -> assertThat(hub.metric("busbar_sockets_open")).isZero());
  }
}
