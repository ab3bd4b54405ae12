package io.busbar.bridge.mqtt;

import static io.busbar.bridge.mqtt.Frames.ack;
import static io.busbar.bridge.mqtt.Frames.body;
import static io.busbar.bridge.mqtt.Frames.publish;
import static io.busbar.bridge.mqtt.Frames.subscribe;
import static io.busbar.bridge.mqtt.RawMqtt.connected;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.bridge.mqtt.RawMqtt.Came;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MqttDoorTest {
  private final BrokerUnderTest broker = BrokerUnderTest.open();
  private final int port = broker.port();
  private final List<RawMqtt> clients = new ArrayList<>();

  @AfterEach
  void close() {
    clients.forEach(RawMqtt::close);
    broker.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5})
  void deliversInEveryQualityOfService(int level) {
    RawMqtt receiver = client(level, "receiver");
    assertThat(receiver.subscribe(level, "a/+", 2)).isEqualTo(2);
    RawMqtt sender = client(level, "sender");
    sender.send(publish(level, "a/0", "zero", 0, 0));
    Came zero = receiver.expect(3);
    assertThat(zero.topic() + zero.payload(level) + zero.qos()).isEqualTo("a/0zero0");

    sender.send(publish(level, "a/1", "one", 1, 7));
    assertThat(sender.expect(4).packetId()).isEqualTo(7);
    Came one = receiver.expect(3);
    assertThat(one.payload(level)).isEqualTo("one");
    receiver.send(ack(0x40, one.packetId()));

    sender.send(publish(level, "a/2", "two", 2, 8));
    assertThat(sender.expect(5).packetId()).isEqualTo(8);
    sender.send(ack(0x62, 8));
    assertThat(sender.expect(7).packetId()).isEqualTo(8);
    Came two = receiver.expect(3);
    assertThat(two.qos()).isEqualTo(2);
    receiver.send(ack(0x50, two.packetId()));
    assertThat(receiver.expect(6).packetId()).isEqualTo(two.packetId());
    receiver.send(ack(0x70, two.packetId()));
    receiver.expectNothing();
  }

  @Test
  void routesAQos2MessageOnceHoweverOftenItIsSent() {
    RawMqtt receiver = client(4, "receiver");
    int granted = receiver.subscribe(4, "a", 0);
    assertThat(granted).isZero();
    RawMqtt sender = client(4, "sender");
    for (int i = 0; i < 3; i++) {
      sender.send(publish(4, "a", "x", i == 0 ? 4 : 12, 5, body()));
      assertThat(sender.expect(5).packetId()).isEqualTo(5);
    }
    sender.send(ack(0x62, 5));
    assertThat(sender.expect(7).packetId()).isEqualTo(5);
    sender.send(publish(4, "a", "y", 2, 5));
    sender.expect(5);

    assertThat(receiver.expect(3).payload(4)).isEqualTo("x");
    assertThat(receiver.expect(3).payload(4)).isEqualTo("y");
    receiver.expectNothing();
  }

  @Test
  void keepsRetainedMessagesAndTellsThatTheyAre() {
    RawMqtt sender = client(4, "sender");
    sender.send(publish(4, "r/1", "kept", 3, 1, body()));
    sender.expect(4);
    sender.send(publish(4, "r/2", "gone", 3, 2, body()));
    sender.expect(4);
    sender.send(publish(4, "r/2", "", 3, 3, body()));
    sender.expect(4);

    RawMqtt late = client(4, "late");
    late.send(subscribe(4, 1, "r/#", 1));
    late.expect(9);
    Came kept = late.expect(3);
    assertThat(kept.payload(4)).isEqualTo("kept");
    assertThat(kept.retain()).isTrue();
    late.send(ack(0x40, kept.packetId()));
    late.expectNothing();
    sender.send(publish(4, "r/1", "new", 3, 4, body()));
    Came fresh = late.expect(3);
    assertThat(fresh.retain()).isFalse();
  }

  @Test
  void publishesTheWillOfAClientThatGoesWithoutAWord() {
    RawMqtt watcher = client(4, "watcher");
    assertThat(watcher.subscribe(4, "will/#", 1)).isEqualTo(1);
    RawMqtt polite = track(new RawMqtt(port));
    polite.send(Frames.connectWithWill(4, "polite", body(), body(), "will/polite"));
    polite.expect(2);
    polite.send(Frames.hex("e000"));
    assertThat(polite.readOrEnd()).isNull();
    RawMqtt rude = track(new RawMqtt(port));
    rude.send(Frames.connectWithWill(4, "rude", body(), body(), "will/rude"));
    rude.expect(2);
    rude.close();

    assertThat(watcher.expect(3).topic()).isEqualTo("will/rude");
  }

  @Test
  void endsAConnectionWhoseClientIdConnectsElsewhere() {
    RawMqtt first = client(5, "twin");
    RawMqtt second = client(5, "twin");

    assertThat(first.reasonOfEnd()).isEqualTo(0x8E);
    second.expectNothing();
  }

  @Test
  void doesNotGiveASessionToAnotherUser() {
    RawMqtt owner = connectedTo("mine", false);
    owner.close();
    RawMqtt thief = track(new RawMqtt(port));
    Frames body =
        body().text("MQTT").u8(4).u8(0xC0).u16(0).text("mine").text("guest").text("secret");
    thief.send(body.packet(0x10));

    Came connack = thief.expect(2);
    assertThat(connack.u8(1)).isEqualTo(5);
  }

  @Test
  void lettingNobodyInWithoutAPassword() {
    RawMqtt nameless = track(new RawMqtt(port));
    nameless.send(body().text("MQTT").u8(4).u8(2).u16(0).text("x").packet(0x10));
    assertThat(nameless.expect(2).u8(1)).isEqualTo(5);
    RawMqtt wrong = track(new RawMqtt(port));
    wrong.send(
        body()
            .text("MQTT")
            .u8(5)
            .u8(0xC2)
            .u16(0)
            .u8(0)
            .text("x")
            .text("test")
            .text("no")
            .packet(0x10));
    assertThat(wrong.expect(2).u8(1)).isEqualTo(0x86);
    assertThat(wrong.readOrEnd()).isNull();
  }

  @Test
  void keepsUsersWithinTheirRights() {
    RawMqtt guest = track(new RawMqtt(port));
    guest.send(
        body()
            .text("MQTT")
            .u8(5)
            .u8(0xC2)
            .u16(0)
            .u8(0)
            .text("g")
            .text("guest")
            .text("secret")
            .packet(0x10));
    assertThat(guest.expect(2).u8(1)).isZero();
    assertThat(guest.subscribe(5, "#", 0)).isEqualTo(0x87);
    assertThat(guest.subscribe(5, "in/+", 0)).isZero();
    assertThat(guest.subscribe(5, "in/#", 0)).isEqualTo(0x87);
    assertThat(guest.subscribe(5, "open/+/x", 0)).isZero();
    assertThat(guest.subscribe(5, "$SYS/#", 0)).isEqualTo(0x87);
    guest.send(publish(5, "in/a", "x", 1, 3));
    Came refused = guest.expect(4);
    assertThat(refused.u8(2)).isEqualTo(0x87);
    guest.send(publish(5, "open/a", "x", 1, 4));
    assertThat(guest.expect(4).u8(2)).as("nobody listens").isEqualTo(0x10);
    RawMqtt old = client(4, "old");
    old.send(publish(4, "$SYS/broker/x", "x", 1, 3));
    assertThat(old.expect(4).packetId()).isEqualTo(3);
  }

  @Test
  void saysWhatItIsUnderSys() {
    RawMqtt curious = client(4, "curious");
    curious.send(subscribe(4, 1, "$SYS/broker/version", 0));
    curious.expect(9);
    Came said = curious.read();
    assertThat(said.payload(4)).isEqualTo("Busbar 1.2.3");
    assertThat(said.retain()).isTrue();
    RawMqtt everything = client(4, "everything");
    assertThat(everything.subscribe(4, "#", 0)).isZero();
    everything.expectNothing();
  }

  @Test
  void acknowledgesInTheOrderOfReceipt() {
    RawMqtt keeper = connectedTo("keeper", false);
    assertThat(keeper.subscribe(4, "slow", 1)).isEqualTo(1);
    broker.stored().down(true);
    RawMqtt sender = client(4, "sender");
    sender.send(publish(4, "slow", "x", 1, 1));
    sender.send(publish(4, "fast", "x", 1, 2));
    sender.expectNothing();
    broker.stored().down(false);

    assertThat(sender.expect(4).packetId()).isEqualTo(1);
    assertThat(sender.expect(4).packetId()).isEqualTo(2);
  }

  @Test
  void countsSubscriptionsAndRefusesTooMany() {
    RawMqtt greedy = client(5, "greedy");
    for (int i = 0; i < BrokerUnderTest.LIMITS.subscriptions(); i++) {
      assertThat(greedy.subscribe(5, "s/" + i, 0)).isZero();
    }
    assertThat(greedy.subscribe(5, "one/more", 0)).isEqualTo(0x97);
    assertThat(greedy.subscribe(5, "s/0", 1)).isEqualTo(1);
    greedy.send(Frames.unsubscribe(5, 4, "s/0"));
    assertThat(greedy.expect(11).u8(3)).isZero();
    greedy.send(Frames.unsubscribe(5, 4, "s/0"));
    assertThat(greedy.expect(11).u8(3)).isEqualTo(0x11);
  }

  private RawMqtt client(int level, String clientId) {
    return track(connected(port, level, clientId, true));
  }

  private RawMqtt connectedTo(String clientId, boolean clean) {
    return track(connected(port, 4, clientId, clean));
  }

  private RawMqtt track(RawMqtt client) {
    clients.add(client);
    return client;
  }
}
