package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.Json;
import io.busbar.hub.testing.HouseUnderTest;
import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.NodeScript;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The namespaces and commands of HOS, as npm's socket.io-client sees them. */
class ProtocolIT {
  private static final List<String> DIMMERS = List.of("desk", "ceiling");

  @Test
  void npmClientsUseEveryNamespaceAndEveryCommand() throws IOException {
    try (HouseUnderTest house = HouseUnderTest.start(DIMMERS)) {
      DIMMERS.forEach(
          dimmer -> house.driver().report(dimmer, Map.of("power", false, "brightness", 1)));
      Map<String, String> ids =
          DIMMERS.stream().collect(Collectors.toMap(dimmer -> dimmer, house::id));
      NodeScript.run(
          "protocol.e2e.mjs",
          Map.of(
              "HUB_URL", house.hub().http(),
              "TOKEN", house.app().token(),
              "DEVICES", Json.text(ids),
              "USERNAME_OF_ADMIN", admin("BUSBAR_ADMIN_USERNAME"),
              "PASSWORD_OF_ADMIN", admin("BUSBAR_ADMIN_PASSWORD")));
    }
  }

  @Test
  void everyReleaseOfNpmsClientDoesOverEveryTransport() throws IOException {
    try (HouseUnderTest house = HouseUnderTest.start(DIMMERS)) {
      NodeScript.run(
          "versions.e2e.mjs",
          Map.of(
              "HUB_URL", house.hub().http(),
              "TOKEN", house.app().token(),
              "DEVICE", house.id("desk")));
    }
  }

  @Test
  void npmClientsComeBackAfterARestartAndFindTheStateTheyLeft() throws Exception {
    try (HouseUnderTest house = HouseUnderTest.start(DIMMERS)) {
      house.driver().report("desk", Map.of("power", true, "brightness", 63));
      await().atMost(HouseUnderTest.PATIENCE).until(() -> brightness(house) == 63);
      Map<String, String> settings =
          Map.of(
              "HUB_URL", house.hub().http(),
              "TOKEN", house.app().token(),
              "DEVICE", house.id("desk"),
              "WANTED", "63");
      FutureTask<@Nullable Void> clients =
          new FutureTask<>(
              () -> {
                NodeScript.run("reconnect.e2e.mjs", settings);
                return null;
              });
      new Thread(clients, "clients").start();
      await()
          .atMost(HouseUnderTest.PATIENCE)
          .until(() -> clients.isDone() || house.hub().metric("busbar_sockets_open") == 9);
      house.hub().signal("TERM");
      assertThat(house.hub().awaitEnd()).isZero();
      house.hub().start();

      assertThat(clients.get(100, TimeUnit.SECONDS)).isNull();
    }
  }

  private static int brightness(HouseUnderTest house) throws IOException {
    return house.get("/state/snapshot").path(house.id("desk")).path("brightness").asInt();
  }

  private static String admin(String key) {
    return Objects.requireNonNull(HubClient.ADMINISTRATOR.get(key), key);
  }
}
