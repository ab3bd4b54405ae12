package io.busbar.bridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.busbar.bridge.testing.Await;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.value.Bytes;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the house itself retains, and says again at each start. */
class RenewedTopicsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int TOPICS = 600;

  private static final BrokerLimits LIMITS = BrokerUnderTest.LIMITS;

  private final BrokerUnderTest broker =
      BrokerUnderTest.open(
          LIMITS.with(
              LIMITS.connections(),
              LIMITS.packetBytes(),
              LIMITS.queuedMessages(),
              2 * TOPICS,
              LIMITS.messagesPerSecond(),
              LIMITS.maxKeepAlive()));

  @AfterEach
  void close() {
    broker.close();
  }

  @Test
  void outlivesARestartThoughNobodyWaitedForTheDisk() {
    broker.stored().down(true);
    Void unused = Await.result(retain(0));
    assertThat(broker.stored().retained()).isEmpty();
    broker.stored().down(false);
    await().atMost(PATIENCE).until(() -> broker.stored().retained().contains("house/0"));
    broker.restart();

    assertThat(kept(1)).containsExactly("house/0");
  }

  @Test
  void waitsForTheDiskWhenMuchIsNotThereYet() {
    broker.stored().down(true);
    List<Future<Void>> all = IntStream.range(0, TOPICS).mapToObj(this::retain).toList();
    Subscription barrier = Await.result(broker.api().subscribe("barrier", message -> {}));
    assertThat(all.stream().filter(Future::isComplete).count())
        .as("what may wait of the batch that is written, and of the next")
        .isBetween(200L, 400L);

    broker.stored().down(false);
    assertThat(all).allSatisfy(each -> assertThat(Await.result(each)).isNull());
    Void unused = Await.result(barrier.end());
    broker.restart();
    assertThat(kept(TOPICS)).hasSize(TOPICS);
  }

  @Test
  void refusesWhatIsNoTopic() {
    for (String topic : List.of("", "house/#", "house/+/state")) {
      assertThatThrownBy(() -> Await.result(broker.api().retain(topic, Bytes.of("on"))))
          .as(topic)
          .isInstanceOf(HubFailure.class);
    }
  }

  private Future<Void> retain(int number) {
    return broker.api().retain("house/" + number, Bytes.of("on"));
  }

  private List<String> kept(int most) {
    try (RawMqtt client = RawMqtt.connected(broker.port(), 4, "reader", true)) {
      assertThat(client.subscribe(4, "house/#", 0)).isZero();
      return IntStream.range(0, most).mapToObj(next -> client.expect(3).topic()).toList();
    }
  }
}
