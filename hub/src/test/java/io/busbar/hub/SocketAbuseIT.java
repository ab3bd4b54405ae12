package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.hub.testing.HouseUnderTest;
import io.busbar.hub.testing.HubProcess;
import io.busbar.hub.testing.NodeScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
      long bytes = liveBytes(house.hub());
      long files = openFiles(house.hub());

      abuse(house, MANY);

      awaitQuiet(house.hub());
      assertThat(liveBytes(house.hub())).isLessThan(bytes + ROOM_BYTES);
      assertThat(openFiles(house.hub())).isLessThan(files + ROOM_FILES);
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

  /** What the heap holds after everything unreachable was collected. */
  private static long liveBytes(HubProcess hub) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process asked =
        new ProcessBuilder(jcmd, String.valueOf(hub.pid()), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(asked.waitFor()).as(said).isZero();
    String total = said.lines().filter(line -> line.startsWith("Total")).findFirst().orElseThrow();
    return Long.parseLong(total.trim().split("\\s+", -1)[2]);
  }

  private static long openFiles(HubProcess hub) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc", String.valueOf(hub.pid()), "fd"))) {
      return files.count();
    }
  }
}
