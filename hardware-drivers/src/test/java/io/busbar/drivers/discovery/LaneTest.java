package io.busbar.drivers.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.value.Bytes;
import io.busbar.drivers.discovery.Lane.Heard;
import io.busbar.drivers.discovery.Lane.Outcome;
import io.busbar.drivers.discovery.homeassistant.HomeAssistant;
import io.busbar.drivers.mqtt.MqttMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LaneTest {
  private static final Dialect DIALECT = new HomeAssistant("homeassistant", "hub_1");
  private static final DiscoveryLimits SMALL =
      new DiscoveryLimits(10, 10, 10, 3, 8, 60, 4, 100, Duration.ofMillis(1), Duration.ofMillis(1));

  private final Lane lane = new Lane(SMALL);

  @Test
  void topicsTakeTurns() {
    for (String message : List.of("a 1", "a 2", "a 3", "b 1")) {
      assertThat(offer(message)).isEqualTo(Outcome.WAITS);
    }
    assertThat(all()).containsExactly("a 1", "b 1", "a 2", "a 3");
    assertThat(lane.waiting()).isZero();
  }

  @Test
  void theOldestOfACrowdedTopicGoes() {
    for (String message : List.of("a 1", "a 2", "a 3")) {
      assertThat(offer(message)).isEqualTo(Outcome.WAITS);
    }
    assertThat(offer("a 4")).isEqualTo(Outcome.REPLACED_AN_OLDER);
    assertThat(all()).containsExactly("a 2", "a 3", "a 4");
  }

  @Test
  void numbersAndBytesAreLimited() {
    for (int i = 0; i < 8; i++) {
      assertThat(offer("t%d 1".formatted(i))).isEqualTo(Outcome.WAITS);
    }
    assertThat(offer("t9 1")).isEqualTo(Outcome.FULL);
    assertThat(all()).hasSize(8);
    assertThat(offer("a " + "x".repeat(59))).isEqualTo(Outcome.WAITS);
    assertThat(offer("b " + "x".repeat(2))).isEqualTo(Outcome.FULL);
  }

  @Test
  void announcementsHaveARateAndDoNotHoldUpTheOthers() throws InterruptedException {
    Inbox inbox = new Inbox(SMALL, () -> 0);
    for (int i = 0; i < 9; i++) {
      assertThat(inbox.announced(heard("t%d 1".formatted(i)))).isEqualTo(i < 8);
    }
    assertThat(inbox.shouldHearAgain()).isFalse();
    assertThat(inbox.told("state", heard("state on"))).isTrue();
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Heard heard = inbox.take(Duration.ofMillis(1));
      taken.add(heard == null ? "none" : heard.message().topic());
    }
    assertThat(taken).contains("state").endsWith("none");
    assertThat(inbox.waiting()).isEqualTo(4);
    assertThat(inbox.dropped()).isEqualTo(1);
  }

  private Outcome offer(String message) {
    return lane.offer(message.split(" ", 2)[0], heard(message));
  }

  private static Heard heard(String message) {
    String[] parts = message.split(" ", 2);
    return new Heard(DIALECT, new MqttMessage(parts[0], Bytes.of(parts[1]), 0, false));
  }

  private List<String> all() {
    List<String> all = new ArrayList<>();
    while (lane.waiting() > 0) {
      MqttMessage message = Objects.requireNonNull(lane.poll()).message();
      all.add(message.topic() + " " + message.payload().text());
    }
    return all;
  }
}
