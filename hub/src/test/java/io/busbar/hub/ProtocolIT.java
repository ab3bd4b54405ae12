package io.busbar.hub;

import io.busbar.contracts.bus.Json;
import io.busbar.hub.testing.HouseUnderTest;
import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.NodeScript;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
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

  private static String admin(String key) {
    return Objects.requireNonNull(HubClient.ADMINISTRATOR.get(key), key);
  }
}
