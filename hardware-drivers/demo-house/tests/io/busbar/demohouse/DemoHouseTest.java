package io.busbar.demohouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.kit.Driver;
import io.busbar.kit.HubSimulator;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemoHouseTest {
  private static final Duration DEADLINE = Duration.ofSeconds(15);

  private final HubSimulator hub = new HubSimulator();
  private final DemoHouse house =
      new DemoHouse(
          Driver.of(DemoHouse.KEY, "demo", hub.url()).build(), Clock.systemUTC(), new Random(5));
  private final Thread thread = new Thread(house::run);

  @BeforeEach
  void start() {
    thread.start();
    await().atMost(DEADLINE).until(() -> hub.events("DEVICE_DISCOVERED").size() >= 21);
  }

  @AfterEach
  void stop() throws InterruptedException {
    house.close();
    thread.join(DEADLINE.toMillis());
    assertThat(thread.isAlive()).isFalse();
    hub.close();
  }

  @Test
  void marksEveryDeviceAsSimulated() {
    List<Map<String, @Nullable Object>> devices = hub.events("DEVICE_DISCOVERED");
    assertThat(devices).extracting(frame -> frame.get("device_id")).doesNotHaveDuplicates();
    for (Map<String, @Nullable Object> frame : devices) {
      Map<?, ?> device = content(frame);
      assertThat(String.valueOf(device.get("tags"))).startsWith("[demo, ");
      Map<?, ?> properties = (Map<?, ?>) device.get("properties");
      assertThat(properties == null ? null : properties.get("simulated")).isEqualTo(true);
    }
  }

  @Test
  void movesABlindByItself() {
    hub.send(command("demo:living-room-blind", "set_position", Map.of("position", 90)));
    assertThat(content(hub.awaitEvents("ACTION_RESULT", 1).get(0)).get("success")).isEqualTo(true);
    await()
        .atMost(DEADLINE)
        .until(
            () ->
                hub.events("STATE_UPDATE").stream()
                    .filter(frame -> "demo:living-room-blind".equals(frame.get("device_id")))
                    .map(frame -> content(frame).get("position"))
                    .anyMatch(position -> position instanceof Number at && at.intValue() == 90));
  }

  @Test
  void tellsEverythingOnRequestAndRefusesWhatIsWrong() {
    hub.send(command("demo:bedroom-fan", "refresh_state", Map.of()));
    hub.send(command("demo:bedroom-fan", "set_fan_speed", Map.of("speed", "storm")));
    List<Map<String, @Nullable Object>> results = hub.awaitEvents("ACTION_RESULT", 2);
    assertThat(content(results.get(0)).get("success")).isEqualTo(true);
    assertThat(content(results.get(1)).get("success")).isEqualTo(false);
    assertThat(String.valueOf(content(results.get(1)).get("message")))
        .contains("low, medium, high");
    assertThat(
            hub.events("STATE_UPDATE").stream()
                .filter(frame -> "demo:bedroom-fan".equals(frame.get("device_id"))))
        .hasSize(2);
  }

  private static Map<String, ?> command(String device, String command, Map<String, ?> payload) {
    return Map.of(
        "event",
        "COMMAND_EXECUTE",
        "device_id",
        device,
        "data",
        Map.of("command", command, "payload", payload));
  }

  private static Map<?, ?> content(Map<String, @Nullable Object> frame) {
    return frame.get("data") instanceof Map<?, ?> content ? content : Map.of();
  }
}
