package io.busbar.drivers.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.states.StatesContract.ReportState;
import io.busbar.contracts.value.Fields;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ten events a second, five at once; the announcement of a device costs nothing. */
final class RateLimitTest {
  private final SessionBench bench =
      new SessionBench(new SessionLimits(10, 5, 8, Duration.ofSeconds(9), Duration.ofSeconds(9)));
  private final TestDriver driver = bench.registered("a").discover("lamp");

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void dropsMetricsAndWarnsOnce() {
    for (int i = 0; i < 12; i++) {
      driver.say(
          "{'event':'METRIC_UPDATE','device_id':'lamp','data':{'metrics':[{'key':'t','value':1}]}}");
    }

    assertThat(driver.expect("ERROR").values())
        .containsEntry("code", "DRIVER_WS_RATE_LIMIT")
        .containsKey("hint");
    await().until(() -> bench.neighbours.metrics().size() == 5);
    assertThat(driver.settled().link.sent).isEmpty();

    bench.clock.pass(Duration.ofMinutes(1));
    for (int i = 0; i < 6; i++) {
      driver.say(
          "{'event':'METRIC_UPDATE','device_id':'lamp','data':{'metrics':[{'key':'t','value':1}]}}");
    }
    assertThat(driver.expect("ERROR").get("code")).isEqualTo("DRIVER_WS_RATE_LIMIT");
  }

  @Test
  void coalescesStatesAndAnswersEveryAcknowledgement() {
    for (int i = 0; i < 9; i++) {
      driver.say(state(i));
    }
    assertThat(driver.settled().link.isPaused()).isFalse();
    List<Object> answered = new ArrayList<>();
    collect(answered, 6);
    assertThat(answered).containsExactlyInAnyOrder(0, 1, 2, 3, 4, "DRIVER_WS_RATE_LIMIT");

    bench.clock.pass(Duration.ofMillis(100));

    collect(answered, 4);
    assertThat(answered.subList(6, 10)).containsExactly(5, 6, 7, 8);
    assertThat(bench.neighbours.reports()).hasSize(6).last().isEqualTo("dev-lamp={v=8}");
  }

  @Test
  void answersWhatWasHeldForADeviceThatWasRemoved() {
    for (int i = 0; i < 6; i++) {
      driver.say(state(i));
    }
    driver.say("{'event':'DEVICE_REMOVED','device_id':'lamp','data':{}}");
    List<Object> answered = new ArrayList<>();
    collect(answered, 6);

    bench.clock.pass(Duration.ofMillis(100));

    Fields refused = driver.expect("ERROR");
    assertThat(refused.values())
        .containsEntry("code", "DRIVER_WS_UNKNOWN_DEVICE")
        .containsEntry("id", 5);
  }

  @Test
  void stopsReadingAFloodAndGoesOnLater() {
    for (int i = 0; i < 40; i++) {
      driver.say("{'event':'STATE_UPDATE','device_id':'lamp','data':{'v':%d}}".formatted(i));
    }

    await().until(() -> driver.link.pauses.contains(true));
    bench.clock.pass(Duration.ofSeconds(1));
    await().until(() -> !driver.link.isPaused());
    await().until(() -> bench.neighbours.reports().contains("dev-lamp={v=39}"));
  }

  @Test
  void stopsReadingWhileTooManyReportsAreOpen() {
    SessionBench wide =
        new SessionBench(
            new SessionLimits(2000, 2000, 8, Duration.ofSeconds(9), Duration.ofSeconds(9)));
    try (wide) {
      TestDriver fast = wide.registered("a").discover("lamp");
      Promise<Void> stored = wide.neighbours.holdOn(ReportState.class);
      for (int i = 0; i < SessionLimits.MAX_OPEN_REPORTS; i++) {
        fast.say(state(i));
      }
      await().until(fast.link::isPaused);

      stored.complete();

      await().until(() -> !fast.link.isPaused());
    }
  }

  private void collect(List<Object> answered, int count) {
    for (int i = 0; i < count; i++) {
      Fields frame = driver.link.next();
      Object code = frame.get("code");
      answered.add(code == null ? frame.values().getOrDefault("id", "none") : code);
    }
  }

  private static String state(int number) {
    return "{'id':%d,'event':'STATE_UPDATE','device_id':'lamp','data':{'v':%d}}"
        .formatted(number, number);
  }
}
