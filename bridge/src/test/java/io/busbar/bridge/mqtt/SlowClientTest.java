package io.busbar.bridge.mqtt;

import static io.busbar.bridge.mqtt.Frames.body;
import static io.busbar.bridge.mqtt.Frames.publish;
import static io.busbar.bridge.mqtt.Frames.subscribe;
import static io.busbar.bridge.mqtt.RawMqtt.connected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.bridge.mqtt.BrokerCounts.Counted;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that does not read costs the others nothing and the broker little. */
class SlowClientTest {
  /** Pieces of 64 KiB: far more than what sockets take. */
  private static final int MANY = 2000;

  private static final int PAYLOAD = 9000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final BrokerUnderTest broker = BrokerUnderTest.open();
  private final int port = broker.port();

  @AfterEach
  void close() {
    broker.close();
  }

  @Test
  void missesMessagesOfQos0WhileOthersGetAll() {
    try (RawMqtt slow = connected(port, 4, "slow", true);
        RawMqtt quick = connected(port, 4, "quick", true);
        RawMqtt sender = connected(port, 4, "sender", true)) {
      assertThat(slow.subscribe(4, "s", 0)).isZero();
      assertThat(quick.subscribe(4, "s", 0)).isZero();
      int sent = 0;
      while (broker.counts().of(Counted.DROPPED_SLOW) == 0 && sent < 5000) {
        sender.send(publish(4, "s", "x".repeat(PAYLOAD), 0, 0));
        quick.expect(3);
        sent++;
      }
      assertThat(broker.counts().of(Counted.DROPPED_SLOW)).isPositive();
      assertThat(slow.expect(3).payload(4)).hasSize(PAYLOAD);
    }
  }

  @Test
  void getsAllRetainedMessagesHoweverSlowlyItReads() {
    int topics = 80;
    try (RawMqtt sender = connected(port, 4, "sender", true);
        RawMqtt slow = connected(port, 4, "slow", true)) {
      for (int i = 0; i < topics; i++) {
        sender.send(publish(4, "kept/" + i, "x".repeat(PAYLOAD), 1, 0, body()));
      }
      sender.expectNothing();
      int asked = 10;
      for (int i = 1; i <= asked; i++) {
        slow.send(subscribe(4, i, "kept/#", 0));
      }
      int came = 0;
      for (int subscribed = 0; came < topics * asked || subscribed < asked; ) {
        int type = slow.read().type();
        came += type == 3 ? 1 : 0;
        subscribed += type == 9 ? 1 : 0;
      }
      assertThat(came).isEqualTo(topics * asked);
      slow.expectNothing();
    }
  }

  @Test
  void isNotReadWhileItDoesNotRead() {
    AtomicInteger sent = new AtomicInteger();
    try (RawMqtt deaf = connected(port, 4, "deaf", true);
        RawMqtt other = connected(port, 4, "other", true)) {
      Thread pinging = new Thread(() -> pingOn(deaf, sent));
      pinging.setDaemon(true);
      pinging.start();
      AtomicInteger before = new AtomicInteger(-1);
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(500))
          .until(() -> sent.get() > 0 && before.getAndSet(sent.get()) == sent.get());
      assertThat(sent.get()).isLessThan(MANY);
      assertThat(other.subscribe(4, "a", 0)).isZero();
      other.send(publish(4, "a", "x", 0, 0));
      assertThat(other.expect(3).payload(4)).isEqualTo("x");
    }
  }

  /** Sockets take a few megabytes; then nothing goes on, for the broker does not read either. */
  private static void pingOn(RawMqtt deaf, AtomicInteger sent) {
    byte[] pings = new byte[1 << 16];
    for (int i = 0; i < pings.length; i += 2) {
      pings[i] = Frames.PING[0];
    }
    try {
      while (sent.get() < MANY) {
        deaf.send(pings);
        sent.incrementAndGet();
      }
    } catch (UncheckedIOException closed) {
      assertThat(closed).isNotNull();
    }
  }
}
