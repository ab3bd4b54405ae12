package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.hub.testing.Footprint;
import io.busbar.hub.testing.HouseUnderTest;
import io.busbar.hub.testing.HubProcess;
import io.busbar.hub.testing.NodeScript;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Clients of Socket.IO that do everything wrong, beside one that does everything right. */
class SocketAbuseIT {
  private static final int SOME = 1_000;
  private static final int MANY = Integer.getInteger("busbar.abuse.connects", 10_000);

  /** What a warm hub's heap may grow by for other reasons: statistics, compiled code's data. */
  private static final long ROOM_BYTES = 12L << 20;

  private static final int ROOM_FILES = 30;

  /** All of them are one person. */
  private static final Map<String, String> ROOM_FOR_ALL =
      Map.of("BUSBAR_LIVE_MAX_CLIENTS_PER_USER", "1000");

  @Test
  void abuseLeavesNothingBehindAndNobodyElseNotices() throws Exception {
    try (HouseUnderTest house = HouseUnderTest.start(List.of("desk"), ROOM_FOR_ALL)) {
      abuse(house, SOME);
      awaitQuiet(house.hub());
      Footprint before = Footprint.of(house.hub());

      abuse(house, MANY);

      awaitQuiet(house.hub());
      Footprint after = Footprint.of(house.hub());
      assertThat(after.bytes()).isLessThan(before.bytes() + ROOM_BYTES);
      assertThat(after.files()).isLessThan(before.files() + ROOM_FILES);
    }
  }

  private static void abuse(HouseUnderTest house, int connects) throws IOException {
    NodeScript.run(
        "abuse.e2e.mjs",
        Map.of(
            "HUB_URL", house.hub().http(),
            "TOKEN", house.app().token(),
            "DEVICE", house.id("desk"),
            "CONNECTS", String.valueOf(connects)));
  }

  private static void awaitQuiet(HubProcess hub) {
    await()
        .atMost(HouseUnderTest.PATIENCE)
        .untilAsserted(() -> assertThat(hub.metric("busbar_sockets_open")).isZero());
  }
}
