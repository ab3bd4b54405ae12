package io.busbar.bridge.mqtt;

import static io.busbar.bridge.mqtt.Frames.ack;
import static io.busbar.bridge.mqtt.Frames.body;
import static io.busbar.bridge.mqtt.Frames.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.bridge.mqtt.RawMqtt.Came;
import io.busbar.contracts.broker.BrokerContract.IdentifierOf;
import io.busbar.contracts.broker.BrokerContract.TakenAs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A message of QoS 2 that a node took and the others did not hear is repeated to one of them. */
class RepeatedElsewhereTest {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int ID = 77;

  private final TwoBrokers brokers = new TwoBrokers();
  private final List<RawMqtt> clients = new ArrayList<>();

  @AfterEach
  void close() {
    clients.forEach(RawMqtt::close);
    brokers.close();
  }

  @Test
  void reachesWhoDidNotHearItAndNobodyTwice() {
    brokers.start("garden");
    RawMqtt moves = subscribed("cellar", "moves", false);
    RawMqtt kept = subscribed("attic", "kept", false);
    RawMqtt casual = subscribed("attic", "casual", true);
    RawMqtt near = subscribed("garden", "near", false);
    RawMqtt sender = client("cellar", "sender", false);
    cutOffCellar();
    sender.send(publish(4, "q", "once", 4, ID, body()));
    take(moves);
    awaitStored(new TakenAs("cellar-1", 1));
    sender.expectNothing();
    awaitNothingWaits("moves");

    RawMqtt moved = client("garden", "moves", false);
    RawMqtt again = client("garden", "sender", false);
    repeat(again);
    List.of(kept, casual, near).forEach(RepeatedElsewhereTest::take);
    awaitStored(new TakenAs("garden-1", 1));
    brokers.agreeOnEnds();
    again.expect(5);
    List.of(kept, casual, near, moved).forEach(RawMqtt::expectNothing);

    repeat(again);
    again.expect(5);
    again.send(ack(0x62, ID));
    again.expect(7);
    again.send(publish(4, "q", "next", 4, ID, body()));
    List.of(kept, casual, near, moved)
        .forEach(each -> assertThat(each.expect(3).payload(4)).isEqualTo("next"));
    again.expect(5);
  }

  @Test
  void isNotTakenAgainByWhoHeardItInTime() {
    RawMqtt moves = subscribed("cellar", "moves", false);
    RawMqtt kept = subscribed("attic", "kept", false);
    RawMqtt casual = subscribed("attic", "casual", true);
    RawMqtt sender = client("cellar", "sender", false);
    brokers.silence("attic");
    sender.send(publish(4, "q", "once", 4, ID, body()));
    take(moves);
    take(casual);
    awaitStored(new TakenAs("cellar-1", 1));
    sender.expectNothing();
    awaitNothingWaits("moves");
    brokers.lose("cellar");
    brokers.stored().hear("attic-1");
    take(kept);
    awaitNothingWaits("kept");

    brokers.start("garden");
    RawMqtt near = subscribed("garden", "near", false);
    RawMqtt moved = client("garden", "moves", false);
    RawMqtt again = client("garden", "sender", false);
    repeat(again);
    take(near);
    again.expect(5);
    List.of(kept, casual, near, moved).forEach(RawMqtt::expectNothing);
  }

  @Test
  void isNotTakenAgainByASessionThatComesWhileItIsRepeated() {
    brokers.start("garden");
    RawMqtt moves = subscribed("cellar", "moves", false);
    RawMqtt sender = client("cellar", "sender", false);
    cutOffCellar();
    sender.send(publish(4, "q", "once", 4, ID, body()));
    take(moves);
    awaitStored(new TakenAs("cellar-1", 1));
    awaitNothingWaits("moves");

    RawMqtt again = client("garden", "sender", false);
    repeat(again);
    awaitStored(new TakenAs("garden-1", 1));
    RawMqtt moved = client("garden", "moves", false);
    brokers.agreeOnEnds();
    again.expect(5);
    moved.expectNothing();
  }

  @Test
  void isNotToldAgainWithoutTheRightToIt() {
    RawMqtt sender = client("attic", "sender", false);
    sender.send(publish(4, "other", "once", 4, ID, body()));
    sender.expect(5);
    brokers.start("garden");
    RawMqtt listener = client("garden", "listener", true);
    assertThat(listener.subscribe(4, "$SYS/q", 1)).isEqualTo(1);
    RawMqtt again = client("garden", "sender", false);
    again.send(publish(4, "$SYS/q", "once", 4 | 8, ID, body()));
    again.expect(5);
    listener.expectNothing();
  }

  private void cutOffCellar() {
    brokers.cutOff("cellar");
    // Who answers now has seen it.
    client("attic", "one", true).expectNothing();
    client("garden", "two", true).expectNothing();
  }

  private static void repeat(RawMqtt sender) {
    sender.send(publish(4, "q", "once", 4 | 8, ID, body()));
  }

  private static void take(RawMqtt client) {
    Came came = client.expect(3);
    assertThat(came.payload(4)).isEqualTo("once");
    client.send(ack(0x40, came.packetId()));
  }

  private void awaitStored(TakenAs taken) {
    IdentifierOf expected = new IdentifierOf("sender", ID, taken);
    await().atMost(PATIENCE).until(() -> brokers.stored().received().equals(List.of(expected)));
  }

  private void awaitNothingWaits(String client) {
    await().atMost(PATIENCE).until(() -> brokers.stored().queueOf(client).isEmpty());
  }

  private RawMqtt subscribed(String node, String clientId, boolean clean) {
    RawMqtt client = client(node, clientId, clean);
    assertThat(client.subscribe(4, "q", 1)).isEqualTo(1);
    return client;
  }

  private RawMqtt client(String node, String clientId, boolean clean) {
    RawMqtt client = RawMqtt.connected(brokers.port(node), 4, clientId, clean);
    clients.add(client);
    return client;
  }
}
