package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.hub.testing.Certificate;
import io.busbar.hub.testing.HouseUnderTest;
import io.busbar.hub.testing.Mosquitto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The house on a foreign broker: a mosquitto, instead of the hub's own broker and beside it. */
class MqttBridgeIT {
  private static final List<String> DIMMERS = List.of("desk");

  @Test
  void livesOnAForeignBrokerInsteadOfItsOwn() throws IOException {
    try (Mosquitto broker = Mosquitto.start();
        HouseUnderTest house = start(broker, Map.of("BUSBAR_MQTT_PORT", "off"))) {
      assertThat(house.hub().ports()).doesNotContainKey("mqtt");
      house.driver().report("desk", Map.of("power", false, "brightness", 7));
      String device = device(house);
      awaitRead(broker.port(), device + "/state", "\"brightness\":7");
      set(broker, house, "{\"brightness\":33}");
      awaitRead(broker.port(), device + "/state", "\"brightness\":33");
      awaitRead(broker.port(), config(house), "set_brightness");

      broker.kill();
      await()
          .atMost(HouseUnderTest.PATIENCE)
          .until(() -> house.hub().metric("busbar_mqtt_bridge_connected") == 0);
      assertThat(house.hub().get("/health/ready").body()).contains("cannot be reached");
      assertThat(house.hub().isReady()).isTrue();
      house.driver().report("desk", Map.of("brightness", 9));
      broker.again();
      awaitRead(broker.port(), device + "/state", "\"brightness\":9");
      awaitRead(broker.port(), status(house), "online");
      set(broker, house, "{\"brightness\":34}");
      awaitRead(broker.port(), device + "/state", "\"brightness\":34");
      assertThat(house.hub().output().lines().filter(line -> line.contains("is lost"))).hasSize(1);

      String status = status(house);
      house.hub().kill();
      awaitRead(broker.port(), status, "offline");
      clearsWhatWasLeftBehind(broker, house, device.replace(house.id("desk"), "gone"));
    }
  }

  private static void clearsWhatWasLeftBehind(
      Mosquitto broker, HouseUnderTest house, String stranger) throws IOException {
    String announced =
        stranger.replace("/device/", "_").replace("hos/", "homeassistant/device/busbar_")
            + "/config";
    for (String topic : List.of(stranger + "/state", stranger + "/availability", announced)) {
      List<String> keep = List.of("-r", "-q", "1", "-t", topic, "-m", "{}");
      assertThat(Mosquitto.client("mosquitto_pub", broker.port(), keep)).isEmpty();
    }
    house.hub().start();
    List<String> read = List.of("-t", "#", "-W", "2", "--retained-only", "-F", "%t");
    await()
        .atMost(HouseUnderTest.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(Mosquitto.client("mosquitto_sub", broker.port(), read))
                    .doesNotContain("gone")
                    .contains("/availability"));
  }

  @Test
  void livesOnAForeignBrokerBesideItsOwn() throws IOException {
    try (Mosquitto broker = Mosquitto.start();
        HouseUnderTest house = start(broker, Map.of("BUSBAR_MQTT_USERS", "panel:open sesame"))) {
      house.driver().report("desk", Map.of("power", false, "brightness", 8));
      String device = device(house);
      awaitRead(broker.port(), device + "/state", "\"brightness\":8");
      int own = Objects.requireNonNull(house.hub().ports().get("mqtt"));
      List<String> read =
          List.of(
              "-u", "panel", "-P", "open sesame", "-t", device + "/state", "-C", "1", "-W", "10");
      assertThat(Mosquitto.client("mosquitto_sub", own, read)).contains("\"brightness\":8");
      set(broker, house, "{\"brightness\":35}");
      awaitRead(broker.port(), device + "/state", "\"brightness\":35");
      broker.kill();
      house.driver().report("desk", Map.of("brightness", 10));
      await()
          .atMost(HouseUnderTest.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(Mosquitto.client("mosquitto_sub", own, read))
                      .contains("\"brightness\":10"));
      broker.again();
      awaitRead(broker.port(), device + "/state", "\"brightness\":10");
      String status = status(house);
      assertThat(house.hub().terminate()).isZero();
      awaitRead(broker.port(), status, "offline");
    }
  }

  @Test
  void livesOnAForeignBrokerOverTlsThatItMayTrust(@TempDir Path folder) throws IOException {
    Certificate certificate = Certificate.make(folder, "IP:127.0.0.1");
    try (Mosquitto broker = Mosquitto.start(certificate);
        HouseUnderTest house = secured(broker, certificate)) {
      house.driver().report("desk", Map.of("power", false, "brightness", 7));
      List<String> read =
          List.of(
              "--cafile",
              certificate.file().toString(),
              "-t",
              device(house) + "/state",
              "-C",
              "1",
              "-W",
              "10");
      await()
          .atMost(HouseUnderTest.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(Mosquitto.client("mosquitto_sub", broker.port(), read))
                      .contains("\"brightness\":7"));
      assertThat(house.hub().metric("busbar_mqtt_bridge_connected")).isEqualTo(1);
    }
  }

  @Test
  void trustsNoCertificateThatNobodyItTrustsHasSigned(@TempDir Path folder) throws IOException {
    Certificate certificate = Certificate.make(folder, "IP:127.0.0.1");
    try (Mosquitto broker = Mosquitto.start(certificate);
        HouseUnderTest house = secured(broker, null)) {
      awaitRefusal(
          house,
          "mqtts://127.0.0.1:%d cannot be reached: its certificate is signed by no authority"
              .formatted(broker.port()),
          "Set BUSBAR_MQTT_BRIDGE_CA to a PEM file");
    }
  }

  @Test
  void trustsNoCertificateOfAnotherHost(@TempDir Path folder) throws IOException {
    Certificate certificate = Certificate.make(folder, "DNS:broker.lan");
    try (Mosquitto broker = Mosquitto.start(certificate);
        HouseUnderTest house = secured(broker, certificate)) {
      awaitRefusal(
          house,
          "its certificate is not for '127.0.0.1'",
          "Name it in BUSBAR_MQTT_BRIDGE as its certificate does");
    }
  }

  /** It is told once, tried again and never let through. */
  private static void awaitRefusal(HouseUnderTest house, String... words) throws IOException {
    await()
        .atMost(HouseUnderTest.PATIENCE)
        .untilAsserted(() -> assertThat(house.hub().output()).contains(words));
    assertThat(house.hub().output().lines().filter(line -> line.contains(words[0]))).hasSize(1);
    assertThat(house.hub().metric("busbar_mqtt_bridge_connected")).isZero();
    assertThat(house.hub().isReady()).isTrue();
  }

  private static HouseUnderTest secured(Mosquitto broker, @Nullable Certificate trusted)
      throws IOException {
    Mosquitto.assumeClients();
    Map<String, String> settings = new HashMap<>();
    settings.put("BUSBAR_MQTT_PORT", "off");
    settings.put("BUSBAR_MQTT_BRIDGE", "mqtts://hub:secret@127.0.0.1:" + broker.port());
    settings.put("BUSBAR_HOST_SENSORS", "false");
    if (trusted != null) {
      settings.put("BUSBAR_MQTT_BRIDGE_CA", trusted.file().toString());
    }
    return HouseUnderTest.start(DIMMERS, settings);
  }

  private static HouseUnderTest start(Mosquitto broker, Map<String, String> more)
      throws IOException {
    Mosquitto.assumeClients();
    Map<String, String> settings = new HashMap<>(more);
    settings.put("BUSBAR_MQTT_BRIDGE", "mqtt://hub:secret@127.0.0.1:" + broker.port());
    settings.put("BUSBAR_HOST_SENSORS", "false");
    return HouseUnderTest.start(DIMMERS, settings);
  }

  private static void set(Mosquitto broker, HouseUnderTest house, String message)
      throws IOException {
    List<String> publish = List.of("-q", "1", "-t", device(house) + "/set", "-m", message);
    assertThat(Mosquitto.client("mosquitto_pub", broker.port(), publish)).isEmpty();
  }

  private static void awaitRead(int port, String topic, String wanted) {
    List<String> read = List.of("-t", topic, "-C", "1", "-W", "2");
    await()
        .atMost(HouseUnderTest.PATIENCE.multipliedBy(2))
        .untilAsserted(
            () -> assertThat(Mosquitto.client("mosquitto_sub", port, read)).contains(wanted));
  }

  private static String device(HouseUnderTest house) throws IOException {
    return root(house) + "device/" + house.id("desk");
  }

  private static String config(HouseUnderTest house) throws IOException {
    String hub = root(house).replace("hos/", "").replace("/", "");
    return "homeassistant/device/busbar_%s_%s/config".formatted(hub, house.id("desk"));
  }

  private static String status(HouseUnderTest house) throws IOException {
    return root(house) + "status";
  }

  private static String root(HouseUnderTest house) throws IOException {
    return "hos/" + house.get("/home/graph?depth=0").path("home").path("id").asText() + "/";
  }
}
