package io.busbar.bridge.mqtt;

import static io.busbar.bridge.mqtt.Frames.ack;
import static io.busbar.bridge.mqtt.Frames.body;
import static io.busbar.bridge.mqtt.Frames.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.bridge.mqtt.RawMqtt.Came;
import io.busbar.bridge.mqtt.model.Message;
import io.busbar.bridge.mqtt.packet.Properties;
import io.busbar.contracts.broker.BrokerContract.Confirm;
import io.busbar.contracts.value.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions follow their client from one node to the other. */
class MovingSessionsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final TwoBrokers brokers = new TwoBrokers();
  private final List<RawMqtt> clients = new ArrayList<>();

  /** Packet identifiers of messages of QoS 2 that the receiver has and was not told to release. */
  private final Set<Integer> unreleased = new HashSet<>();

  @AfterEach
  void close() {
    clients.forEach(RawMqtt::close);
    brokers.close();
  }

  @Test
  void goesOnAtTheOtherNodeWithWhatWaits() {
    RawMqtt keeper = session("attic", "keeper");
    assertThat(keeper.subscribe(4, "q/#", 2)).isEqualTo(2);
    keeper.close();
    RawMqtt sender = clean("cellar", "sender");
    for (int i = 1; i <= 20; i++) {
      publishAcknowledged(sender, "q/" + i, i, 1 + i % 2);
    }
    RawMqtt there = session("cellar", "keeper");
    for (int i = 1; i <= 20; i++) {
      assertThat(take(there).payload(4)).isEqualTo("m" + i);
    }
    assertThat(brokers.stored().holders().holder("keeper")).isEqualTo("cellar-1");
    leave(there);
    publishAcknowledged(sender, "q/21", 21, 2);
    RawMqtt back = session("attic", "keeper");
    assertThat(take(back).payload(4)).isEqualTo("m21");
    publishAcknowledged(sender, "q/22", 22, 2);
    assertThat(take(back).payload(4)).isEqualTo("m22");
    expectNoMessage(back);
    assertThat(brokers.stored().holders().holder("keeper")).isEqualTo("attic-1");
  }

  @Test
  void endsTheConnectionAtTheNodeItLeaves() {
    RawMqtt here = new RawMqtt(brokers.port("attic"));
    clients.add(here);
    here.send(Frames.connect(5, "keeper", false, 0, body().u8(0x11).u32(3600)));
    here.expect(2);
    RawMqtt there = session("cellar", "keeper");
    assertThat(here.reasonOfEnd()).isEqualTo(0x8E);
    expectNoMessage(there);
  }

  @Test
  void finishesHalfDoneExchangesOfQos2() {
    RawMqtt keeper = session("attic", "keeper");
    assertThat(keeper.subscribe(4, "q", 2)).isEqualTo(2);
    RawMqtt sender = clean("cellar", "sender");
    for (int i = 1; i <= 3; i++) {
      publishAcknowledged(sender, "q", i, 2);
    }
    int first = keeper.expect(3).packetId();
    int second = keeper.expect(3).packetId();
    int third = keeper.expect(3).packetId();
    keeper.send(ack(0x50, first));
    keeper.expect(6);
    keeper.send(ack(0x50, second));
    keeper.expect(6);
    keeper.send(ack(0x70, second));
    await().atMost(PATIENCE).until(() -> brokers.stored().queueOf("keeper").size() == 2);

    RawMqtt there = session("cellar", "keeper");
    assertThat(there.expect(6).packetId()).isEqualTo(first);
    Came again = there.expect(3);
    assertThat(again.packetId()).isEqualTo(third);
    assertThat(again.dup()).isTrue();
    there.send(ack(0x70, first));
    there.send(ack(0x50, third));
    there.expect(6);
    there.send(ack(0x70, third));
    expectNoMessage(there);
    await().atMost(PATIENCE).until(() -> brokers.stored().queueOf("keeper").isEmpty());
  }

  @Test
  void recognisesAQos2MessageThatCameAtTheOtherNode() {
    RawMqtt keeper = session("cellar", "keeper");
    assertThat(keeper.subscribe(4, "q", 1)).isEqualTo(1);
    RawMqtt sender = session("attic", "sender");
    sender.send(publish(4, "q", "once", 2, 77));
    sender.expect(5);

    RawMqtt there = session("cellar", "sender");
    there.send(publish(4, "q", "once", 4 | 8, 77, body()));
    there.expect(5);
    there.send(ack(0x62, 77));
    there.expect(7);
    assertThat(take(keeper).payload(4)).isEqualTo("once");
    expectNoMessage(keeper);
  }

  @Test
  void beginsCleanWhereverItWas() {
    RawMqtt keeper = session("attic", "keeper");
    assertThat(keeper.subscribe(4, "q", 1)).isEqualTo(1);
    keeper.close();
    RawMqtt sender = clean("attic", "sender");
    publishAcknowledged(sender, "q", 1, 1);
    RawMqtt there = clean("cellar", "keeper");
    expectNoMessage(there);
    there.close();
    publishAcknowledged(sender, "q", 2, 1);
    session("attic", "keeper").expectNothing();
    assertThat(brokers.stored().queued()).isZero();
  }

  @Test
  void goesOnAtOneNodeWhenItConnectsAtBothAtOnce() {
    for (int round = 0; round < 20; round++) {
      List<RawMqtt> both = List.of(open("attic"), open("cellar"));
      both.forEach(each -> each.send(Frames.connect(4, "twin", false, 0, body())));
      await().atMost(PATIENCE).until(() -> both.stream().filter(RawMqtt::isOpen).count() == 1);
    }
  }

  @Test
  void missesAndRepeatsNothingWhileItMoves() {
    RawMqtt keeper = session("attic", "keeper");
    assertThat(keeper.subscribe(4, "n/#", 2)).isEqualTo(2);
    RawMqtt here = clean("attic", "here");
    RawMqtt there = clean("cellar", "there");
    int rounds = 25;
    int each = 20;
    List<String> taken = new ArrayList<>();
    List<String> sent = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < each; i++) {
        int id = round * each + i + 1;
        here.send(publish(4, "n/1", "a" + id, 2, id));
        there.send(publish(4, "n/2", "b" + id, 2, id));
        sent.add("a" + id);
        sent.add("b" + id);
      }
      keeper = session(round % 2 == 0 ? "cellar" : "attic", "keeper");
      if (round % 5 == 4) {
        drain(keeper, taken);
      }
    }
    for (RawMqtt publisher : List.of(here, there)) {
      for (int i = 0; i < rounds * each; i++) {
        publisher.expect(5);
      }
    }
    while (taken.size() < sent.size()) {
      taken.add(take(keeper).payload(4));
    }
    drain(keeper, taken);
    assertThat(taken).containsExactlyInAnyOrderElementsOf(sent);
    assertThat(taken.stream().filter(one -> one.startsWith("a")).toList())
        .containsExactlyElementsOf(sent.stream().filter(one -> one.startsWith("a")).toList());
  }

  @Test
  void adoptsWhatADeadNodeLeft() {
    RawMqtt keeper = session("attic", "keeper");
    assertThat(keeper.subscribe(4, "q", 2)).isEqualTo(2);
    keeper.close();
    RawMqtt sender = clean("cellar", "sender");
    publishAcknowledged(sender, "q", 1, 2);
    brokers.silence("attic");
    sender.send(publish(4, "q", "m2", 2, 2));
    sender.expectNothing();
    brokers.lose("attic");
    sender.expect(5);
    await().atMost(PATIENCE).until(() -> "cellar-1".equals(holder("keeper")));
    publishAcknowledged(sender, "q", 3, 2);
    brokers.start("attic");
    assertThat(holder("keeper")).isEqualTo("cellar-1");

    RawMqtt again = session("attic", "keeper");
    for (int i = 1; i <= 3; i++) {
      assertThat(take(again).payload(4)).isEqualTo("m" + i);
    }
    expectNoMessage(again);
    assertThat(holder("keeper")).isEqualTo("attic-2");
  }

  @Test
  void takesASessionFromANodeThatIsSilent() {
    RawMqtt keeper = session("attic", "keeper");
    assertThat(keeper.subscribe(4, "q", 2)).isEqualTo(2);
    RawMqtt sender = clean("cellar", "sender");
    publishAcknowledged(sender, "q", 1, 2);
    assertThat(take(keeper).payload(4)).isEqualTo("m1");
    await().atMost(PATIENCE).until(() -> isDone(keeper));
    brokers.silence("attic");
    sender.send(publish(4, "q", "m2", 2, 2));
    sender.expectNothing();

    RawMqtt there = session("cellar", "keeper");
    assertThat(take(there).payload(4)).isEqualTo("m2");
    brokers.stored().hear("attic-1");
    sender.expect(5);
    expectNoMessage(there);
    assertThat(keeper.reasonOfEnd()).isEqualTo(-1);
    assertThat(holder("keeper")).isEqualTo("cellar-1");
  }

  @Test
  void takesNoConfirmationOfALifeBefore() {
    RawMqtt keeper = session("cellar", "keeper");
    assertThat(keeper.subscribe(4, "q", 1)).isEqualTo(1);
    brokers.silence("cellar");
    RawMqtt sender = clean("attic", "sender");
    sender.send(publish(4, "q", "m1", 1, 1));
    sender.expectNothing();
    brokers.confirm("attic", new Confirm("cellar-1", "attic-0", 1));
    sender.expectNothing();
    brokers.stored().hear("cellar-1");
    sender.expect(4);
    assertThat(keeper.expect(3).payload(4)).isEqualTo("m1");
  }

  @Test
  void keepsRetainedMessagesOfWhileANodeWasAway() {
    brokers.lose("cellar");
    RawMqtt sender = clean("attic", "sender");
    sender.send(publish(4, "kept", "yes", 3, 1, body()));
    sender.expect(4);
    brokers.start("cellar");
    RawMqtt reader = clean("cellar", "reader");
    assertThat(reader.subscribe(4, "kept", 1)).isEqualTo(1);
    assertThat(reader.expect(3).payload(4)).isEqualTo("yes");
  }

  private @Nullable String holder(String client) {
    return brokers.stored().holders().holder(client);
  }

  private boolean isDone(RawMqtt client) {
    expectNoMessage(client);
    return brokers.stored().queueOf("keeper").isEmpty();
  }

  @Test
  void takesNothingOfALifeTheOthersWentOnWithout() {
    String past = brokers.run("cellar");
    RawMqtt keeper = session("attic", "keeper");
    assertThat(keeper.subscribe(4, "q", 2)).isEqualTo(2);
    publishAcknowledged(clean("cellar", "sender"), "q", 1, 2);
    assertThat(take(keeper).payload(4)).isEqualTo("m1");
    RawMqtt other = clean("attic", "other");

    brokers.lose("cellar");
    brokers.tellAs(
        "cellar",
        past,
        2,
        new Message("q", Bytes.of("again"), 2, false, Properties.NONE, Message.NEVER));
    publishAcknowledged(other, "q", 2, 2);
    assertThat(take(keeper).payload(4)).isEqualTo("m2");
  }

  private void expectNoMessage(RawMqtt client) {
    List<String> taken = new ArrayList<>();
    drain(client, taken);
    assertThat(taken).isEmpty();
  }

  private void drain(RawMqtt client, List<String> taken) {
    client.send(Frames.PING);
    for (Came came = client.read(); came.type() != 13; came = client.read()) {
      if (isNew(client, came)) {
        taken.add(came.payload(4));
      }
    }
  }

  private Came take(RawMqtt client) {
    Came came = client.read();
    while (!isNew(client, came)) {
      came = client.read();
    }
    return came;
  }

  /** Hangs up when nothing is under way: what was not read would take the last words with it. */
  private void leave(RawMqtt client) {
    while (!unreleased.isEmpty()) {
      assertThat(isNew(client, client.read())).isFalse();
    }
    client.send(Frames.PING);
    client.expect(13);
    client.close();
  }

  /** Answers what came, as a client does that knows what it has. */
  private boolean isNew(RawMqtt client, Came came) {
    if (came.type() == 6) {
      unreleased.remove(came.packetId());
      client.send(ack(0x70, came.packetId()));
      return false;
    }
    assertThat(came.type()).as(came.toString()).isEqualTo(3);
    client.send(ack(came.qos() == 2 ? 0x50 : 0x40, came.packetId()));
    return came.qos() == 1 || unreleased.add(came.packetId());
  }

  private static void publishAcknowledged(RawMqtt sender, String topic, int id, int qos) {
    sender.send(publish(4, topic, "m" + id, qos, id));
    sender.expect(qos == 1 ? 4 : 5);
    if (qos == 2) {
      sender.send(ack(0x62, id));
      sender.expect(7);
    }
  }

  private RawMqtt open(String node) {
    RawMqtt client = new RawMqtt(brokers.port(node));
    clients.add(client);
    return client;
  }

  private RawMqtt session(String node, String clientId) {
    return connected(node, clientId, false);
  }

  private RawMqtt clean(String node, String clientId) {
    return connected(node, clientId, true);
  }

  private RawMqtt connected(String node, String clientId, boolean clean) {
    RawMqtt client = RawMqtt.connected(brokers.port(node), 4, clientId, clean);
    clients.add(client);
    return client;
  }
}
