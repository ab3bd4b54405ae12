package io.busbar.bridge.mqtt;

import static io.busbar.bridge.mqtt.Frames.ack;
import static io.busbar.bridge.mqtt.Frames.body;
import static io.busbar.bridge.mqtt.Frames.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.bridge.mqtt.RawMqtt.Came;
import io.busbar.bridge.testing.Await;
import io.busbar.contracts.broker.BrokerContract;
import io.busbar.contracts.broker.BrokerContract.Applied;
import io.busbar.contracts.broker.BrokerContract.Changes;
import io.busbar.contracts.broker.BrokerContract.IdentifierOf;
import io.busbar.contracts.broker.BrokerContract.TakenAs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What outlives a restart. */
class PersistenceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final BrokerUnderTest broker = BrokerUnderTest.open();
  private final List<RawMqtt> clients = new ArrayList<>();

  @AfterEach
  void close() {
    clients.forEach(RawMqtt::close);
    broker.close();
  }

  @Test
  void keepsSubscriptionsMessagesAndRetainedOnes() {
    RawMqtt keeper = session("keeper", false);
    assertThat(keeper.subscribe(4, "q/#", 2)).isEqualTo(2);
    keeper.close();
    RawMqtt sender = session("sender", true);
    sender.send(publish(4, "q/1", "one", 1, 1));
    sender.expect(4);
    sender.send(publish(4, "q/2", "two", 2, 2));
    sender.expect(5);
    sender.send(publish(4, "kept", "yes", 3, 3, body()));
    sender.expect(4);
    broker.restart();

    RawMqtt again = session("keeper", false);
    assertThat(again.expect(3).payload(4)).isEqualTo("one");
    assertThat(again.expect(3).payload(4)).isEqualTo("two");
    assertThat(again.subscribe(4, "kept", 0)).isZero();
    assertThat(again.expect(3).payload(4)).isEqualTo("yes");
    RawMqtt fresh = session("sender", true);
    fresh.send(publish(4, "q/3", "three", 1, 1));
    assertThat(again.expect(3).payload(4)).isEqualTo("three");
  }

  @Test
  void sendsAgainUnderTheSameIdentifierWhatWasNotAcknowledged() {
    RawMqtt keeper = session("keeper", false);
    assertThat(keeper.subscribe(4, "q", 2)).isEqualTo(2);
    RawMqtt sender = session("sender", true);
    for (int i = 1; i <= 3; i++) {
      sender.send(publish(4, "q", "m" + i, 2, i));
      sender.expect(5);
    }
    int first = keeper.expect(3).packetId();
    int second = keeper.expect(3).packetId();
    int third = keeper.expect(3).packetId();
    keeper.send(ack(0x50, first));
    assertThat(keeper.expect(6).packetId()).isEqualTo(first);
    keeper.send(ack(0x50, second));
    assertThat(keeper.expect(6).packetId()).isEqualTo(second);
    keeper.send(ack(0x70, second));
    await().atMost(PATIENCE).until(() -> broker.stored().queued() == 2);
    broker.restart();

    RawMqtt again = session("keeper", false);
    assertThat(again.expect(6).packetId()).isEqualTo(first);
    Came resent = again.expect(3);
    assertThat(resent.packetId()).isEqualTo(third);
    assertThat(resent.dup()).isTrue();
    assertThat(resent.payload(4)).isEqualTo("m3");
    again.send(ack(0x70, first));
    again.expectNothing();
  }

  @Test
  void recognisesAQos2MessageThatCameBeforeTheRestart() {
    RawMqtt keeper = session("keeper", false);
    assertThat(keeper.subscribe(4, "q", 1)).isEqualTo(1);
    keeper.close();
    RawMqtt sender = session("sender", false);
    sender.send(publish(4, "q", "once", 2, 77));
    sender.expect(5);
    broker.restart();

    RawMqtt again = session("sender", false);
    again.send(publish(4, "q", "once", 4 | 8, 77, body()));
    again.expect(5);
    again.send(ack(0x62, 77));
    again.expect(7);
    RawMqtt receiver = session("keeper", false);
    assertThat(receiver.expect(3).payload(4)).isEqualTo("once");
    receiver.expectNothing();
  }

  @Test
  void recognisesAloneWhatWasTakenWhileThereWereOthers() {
    RawMqtt sender = session("sender", false);
    Changes taken = received(new IdentifierOf("sender", 77, new TakenAs("other-1", 5)));
    assertThat(Await.result(broker.bus().request(BrokerContract.APPLY, taken)))
        .isEqualTo(Applied.ALL);
    sender.close();
    broker.restart();

    RawMqtt receiver = session("receiver", true);
    assertThat(receiver.subscribe(4, "q", 1)).isEqualTo(1);
    RawMqtt again = session("sender", false);
    again.send(publish(4, "q", "once", 4 | 8, 77, body()));
    again.expect(5);
    again.send(ack(0x62, 77));
    again.expect(7);
    receiver.expectNothing();
    again.send(publish(4, "q", "new", 4, 77, body()));
    again.expect(5);
    assertThat(receiver.expect(3).payload(4)).isEqualTo("new");
    assertThat(broker.stored().received()).containsExactly(new IdentifierOf("sender", 77, null));
  }

  private static Changes received(IdentifierOf identifier) {
    return new Changes(
        Set.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(identifier),
        List.of(),
        List.of(),
        List.of(),
        null);
  }

  @Test
  void forgetsASessionThatBeginsClean() {
    RawMqtt keeper = session("keeper", false);
    assertThat(keeper.subscribe(4, "q", 1)).isEqualTo(1);
    keeper.close();
    RawMqtt sender = session("sender", true);
    sender.send(publish(4, "q", "x", 1, 1));
    sender.expect(4);
    RawMqtt clean = session("keeper", true);
    clean.expectNothing();
    await().atMost(PATIENCE).until(() -> broker.stored().clients().isEmpty());
    assertThat(broker.stored().queued()).isZero();
    broker.restart();
    session("keeper", false).expectNothing();
  }

  @Test
  void acknowledgesNothingThatIsNotStored() {
    RawMqtt keeper = session("keeper", false);
    assertThat(keeper.subscribe(4, "q", 1)).isEqualTo(1);
    keeper.close();
    RawMqtt sender = session("sender", true);
    broker.stored().down(true);
    sender.send(publish(4, "q", "x", 1, 1));
    sender.expectNothing();
    broker.stored().down(false);

    assertThat(sender.expect(4).packetId()).isEqualTo(1);
    assertThat(broker.stored().queued()).isEqualTo(1);
  }

  @Test
  void publishesTheWillsOfAPowerCut() {
    RawMqtt watcher = session("watcher", false);
    assertThat(watcher.subscribe(4, "w", 1)).isEqualTo(1);
    RawMqtt client = open();
    Frames willed = body().text("MQTT").u8(4).u8(0xC0 | 4 | 8).u16(0);
    willed.text("willed").text("w").text("gone").text("test").text("secret");
    client.send(willed.packet(0x10));
    client.expect(2);
    await().atMost(PATIENCE).until(() -> broker.stored().clients().contains("willed"));
    broker.restart();

    RawMqtt again = session("watcher", false);
    assertThat(again.expect(3).payload(4)).isEqualTo("gone");
  }

  @Test
  void boundsTheQueueOfAClient() {
    RawMqtt keeper = session("keeper", false);
    assertThat(keeper.subscribe(4, "q", 1)).isEqualTo(1);
    keeper.close();
    RawMqtt sender = session("sender", true);
    int most = BrokerUnderTest.LIMITS.queuedMessages();
    for (int i = 1; i <= most + 5; i++) {
      sender.send(publish(4, "q", "x", 1, i));
      sender.expect(4);
    }
    assertThat(broker.stored().queued()).isEqualTo(most);
    assertThat(broker.counts().of(BrokerCounts.Counted.DROPPED_FULL)).isEqualTo(5);
  }

  private RawMqtt session(String clientId, boolean clean) {
    RawMqtt client = RawMqtt.connected(broker.port(), 4, clientId, clean);
    clients.add(client);
    return client;
  }

  private RawMqtt open() {
    RawMqtt client = new RawMqtt(broker.port());
    clients.add(client);
    return client;
  }
}
