package io.busbar.drivers.process.stdio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.drivers.DriversContract.Status;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.manifest.DriverType;
import io.busbar.drivers.testing.Interpreters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sample driver of each kit, started by the supervisor with the environment of a real one. */
class SampleDriversTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final Path SAMPLES = Path.of("conformance/sample");

  @TempDir Path data;
  @TempDir Path drivers;

  @ParameterizedTest
  @ValueSource(strings = {"python", "javascript", "lua"})
  void takesCommandsAndStopsWhenAsked(String language) throws IOException {
    Interpreters.assume(DriverType.valueOf(language.toUpperCase(Locale.ROOT)));
    Files.createSymbolicLink(drivers.resolve("sample"), SAMPLES.resolve(language).toRealPath());
    try (Hub hub = new Hub(drivers, data)) {
      assertThat(hub.start("SAMPLE_LAMP", "s", Map.of("lampName", "Desk")).lastError()).isNull();
      await().atMost(DEADLINE).until(() -> hub.door.received().size() >= 2);
      assertThat(hub.door.received().get(0).object("data").get("name")).isEqualTo("Desk");
      byte[] command =
          Json.bytes(
              Map.of(
                  "event", "COMMAND_EXECUTE",
                  "device_id", "lamp-1",
                  "data", Map.of("command", "turn_on", "payload", Map.of(), "requestId", "r-1")));
      hub.node.vertx.runOnContext(ran -> hub.door.last().link.send(command));
      await().atMost(DEADLINE).until(() -> hub.door.received().size() >= 4);
      List<Fields> received = hub.door.received();
      assertThat(received.get(2).object("data").get("power")).isEqualTo(true);
      assertThat(received.get(3).object("data").get("requestId")).isEqualTo("r-1");
      assertThat(received.get(3).object("data").get("success")).isEqualTo(true);
      assertThat(hub.stop("SAMPLE_LAMP", "s").status()).isEqualTo(Status.STOPPED);
      assertThat(hub.log("SAMPLE_LAMP", "s")).anyMatch(line -> line.endsWith("ended with code 0"));
    }
  }
}
