package io.busbar.bridge.mqtt;

import static io.busbar.bridge.mqtt.Frames.ack;
import static io.busbar.bridge.mqtt.Frames.body;
import static io.busbar.bridge.mqtt.Frames.hex;
import static io.busbar.bridge.mqtt.Frames.publish;
import static io.busbar.bridge.mqtt.Frames.subscribe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.bridge.mqtt.RawMqtt.Came;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What version 5 adds. */
class Mqtt5Test {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final BrokerUnderTest broker = BrokerUnderTest.open();
  private final List<RawMqtt> clients = new ArrayList<>();

  @AfterEach
  void close() {
    clients.forEach(RawMqtt::close);
    broker.close();
  }

  @Test
  void tellsWhatItGrants() {
    RawMqtt client = open();
    client.send(Frames.connect(5, "", true, 300, body()));
    Came connack = client.expect(2);

    assertThat(connack.says("21 0014")).as("receive maximum").isTrue();
    assertThat(connack.says("27 00002710")).as("maximum packet size").isTrue();
    assertThat(connack.says("13 003c")).as("server keep alive").isTrue();
    assertThat(connack.says("22 0064")).as("topic alias maximum").isTrue();
    assertThat(
            connack.says(
                "12 001d" + HexFormat.of().formatHex("auto-".getBytes(StandardCharsets.UTF_8))))
        .isTrue();
  }

  @Test
  void passesOnWhatThePublisherSays() {
    RawMqtt receiver = client("receiver", body());
    RawMqtt sender = client("sender", body());
    assertThat(receiver.subscribe(5, "a", 1)).isEqualTo(1);
    Frames said = body().u8(1).u8(1).u8(3).text("text/plain").u8(8).text("re/ply");
    said.u8(9).u16(2).u16(0x0102).u8(0x26).text("k").text("v").u8(0x26).text("k").text("w");
    sender.send(publish(5, "a", "x", 2, 1, said));

    Came came = receiver.expect(3);
    assertThat(came.properties()).isEqualTo(said.bytes());
    assertThat(came.payload(5)).isEqualTo("x");
  }

  @Test
  void namesTheSubscriptionsAMessageCameBy() {
    RawMqtt client = client("client", body());
    client.send(subscribe(5, 1, "a/#", 0, body().u8(0x0B).length(7)));
    client.expect(9);
    client.send(subscribe(5, 2, "a/+", 1, body().u8(0x0B).length(300)));
    client.expect(9);
    client.send(publish(5, "a/b", "x", 1, 1));

    List<Came> came = List.of(client.read(), client.read());
    Came message = came.get(0).type() == 3 ? came.get(0) : came.get(1);
    assertThat(message.qos()).isEqualTo(1);
    assertThat(message.says("0b07")).isTrue();
    assertThat(message.says("0bac02")).isTrue();
    client.expectNothing();
  }

  @Test
  void keepsToTheOptionsOfASubscription() {
    RawMqtt sender = client("sender", body());
    sender.send(publish(5, "o", "kept", 3, 1, body()));
    sender.expect(4);
    RawMqtt client = client("client", body());
    assertThat(client.subscribe(5, "o", 0x20)).as("no retained messages").isZero();
    client.expectNothing();
    assertThat(client.subscribe(5, "o", 0x10)).as("only when new").isZero();
    client.expectNothing();
    assertThat(client.subscribe(5, "o", 0x08)).as("as published").isZero();
    assertThat(client.expect(3).retain()).isTrue();
    sender.send(publish(5, "o", "again", 3, 2, body()));
    assertThat(client.expect(3).retain()).isTrue();
    assertThat(client.subscribe(5, "own", 0x04)).as("none of its own").isZero();
    client.send(publish(5, "own", "x", 0, 0));
    client.expectNothing();
    sender.send(publish(5, "own", "y", 0, 0));
    assertThat(client.expect(3).payload(5)).isEqualTo("y");
  }

  @Test
  void dividesMessagesAmongAGroup() {
    RawMqtt one = client("one", body());
    RawMqtt two = client("two", body());
    assertThat(one.subscribe(5, "$share/g/s", 0)).isZero();
    assertThat(two.subscribe(5, "$share/g/s", 0)).isZero();
    RawMqtt sender = client("sender", body());
    for (int i = 0; i < 4; i++) {
      sender.send(publish(5, "s", "x", 0, 0));
    }
    for (RawMqtt each : List.of(one, two)) {
      each.expect(3);
      each.expect(3);
      each.expectNothing();
    }
    one.send(subscribe(5, 3, "$share/g/s", 4));
    assertThat(one.reasonOfEnd()).isEqualTo(0x82);
  }

  @Test
  void takesAndGivesTopicAliases() {
    RawMqtt receiver = client("receiver", body().u8(0x22).u16(1));
    assertThat(receiver.subscribe(5, "#", 0)).isZero();
    RawMqtt sender = client("sender", body());
    sender.send(publish(5, "long/topic", "1", 0, 0, body().u8(0x23).u16(3)));
    sender.send(publish(5, "", "2", 0, 0, body().u8(0x23).u16(3)));

    Came first = receiver.expect(3);
    assertThat(first.topic()).isEqualTo("long/topic");
    assertThat(first.properties()).isEqualTo(hex("230001"));
    Came second = receiver.expect(3);
    assertThat(second.topic()).isEmpty();
    assertThat(second.properties()).isEqualTo(hex("230001"));
    assertThat(second.payload(5)).isEqualTo("2");
    sender.send(publish(5, "", "3", 0, 0, body().u8(0x23).u16(4)));
    assertThat(sender.reasonOfEnd()).isEqualTo(0x82);
  }

  @Test
  void refusesAliasesItDidNotGrant() {
    for (int alias : new int[] {0, 101}) {
      RawMqtt sender = client("sender", body());
      sender.send(publish(5, "a", "x", 0, 0, body().u8(0x23).u16(alias)));
      assertThat(sender.reasonOfEnd()).isEqualTo(0x94);
    }
  }

  @Test
  void sendsNoMoreThanTheReceiverTakes() {
    RawMqtt receiver = client("receiver", body().u8(0x21).u16(1));
    assertThat(receiver.subscribe(5, "f", 1)).isEqualTo(1);
    RawMqtt sender = client("sender", body());
    for (int i = 1; i <= 3; i++) {
      sender.send(publish(5, "f", "m" + i, 1, i));
      sender.expect(4);
    }
    for (int i = 1; i <= 3; i++) {
      Came came = receiver.expect(3);
      assertThat(came.payload(5)).isEqualTo("m" + i);
      receiver.expectNothing();
      receiver.send(ack(0x40, came.packetId()));
    }
  }

  @Test
  void endsAPublisherThatDoesNotWaitForItsReceipts() {
    RawMqtt sender = client("sender", body());
    for (int i = 1; i <= BrokerUnderTest.LIMITS.inFlight() + 1; i++) {
      sender.send(publish(5, "f", "x", 2, i));
    }
    assertThat(sender.reasonOfEnd()).isEqualTo(0x93);
  }

  @Test
  void leavesOutWhatIsLargerThanTheReceiverTakes() {
    RawMqtt receiver = client("receiver", body().u8(0x27).u32(40));
    assertThat(receiver.subscribe(5, "f", 1)).isEqualTo(1);
    RawMqtt sender = client("sender", body());
    sender.send(publish(5, "f", "x".repeat(100), 1, 1));
    sender.send(publish(5, "f", "small", 1, 2));

    assertThat(receiver.expect(3).payload(5)).isEqualTo("small");
  }

  @Test
  void forgetsMessagesThatAreTooOld() {
    RawMqtt away = client("away", body().u8(0x11).u32(100));
    assertThat(away.subscribe(5, "e", 1)).isEqualTo(1);
    away.close();
    RawMqtt sender = client("sender", body());
    sender.send(publish(5, "e", "short", 2, 1, body().u8(2).u32(1)));
    sender.send(publish(5, "e", "long", 2, 2, body().u8(2).u32(100)));
    sender.send(publish(5, "gone", "x", 3, 3, body().u8(2).u32(1)));
    for (int i = 0; i < 3; i++) {
      sender.expect(4);
    }
    broker.pass(Duration.ofSeconds(2));
    RawMqtt again = client("away", body().u8(0x11).u32(100));
    Came came = again.expect(3);
    assertThat(came.payload(5)).isEqualTo("long");
    assertThat(came.says("02 00000062") || came.says("02 00000061")).as(came.toString()).isTrue();
    assertThat(again.subscribe(5, "gone", 0)).isZero();
    again.expectNothing();
  }

  @Test
  void sendsAWillAfterItsDelayUnlessTheClientReturns() {
    RawMqtt watcher = client("watcher", body());
    assertThat(watcher.subscribe(5, "w/#", 0)).isZero();
    for (String name : List.of("returns", "stays-away")) {
      RawMqtt client = open();
      Frames session = body().u8(0x11).u32(100);
      client.send(Frames.connectWithWill(5, name, session, body().u8(0x18).u32(1), "w/" + name));
      client.expect(2);
      client.close();
    }
    RawMqtt again = client("returns", body().u8(0x11).u32(100));

    assertThat(watcher.expect(3).topic()).isEqualTo("w/stays-away");
    again.expectNothing();
    watcher.expectNothing();
  }

  @Test
  void sendsTheWillOfAGoodbyeThatAsksForIt() {
    RawMqtt watcher = client("watcher", body());
    assertThat(watcher.subscribe(5, "w", 0)).isZero();
    RawMqtt client = open();
    client.send(Frames.connectWithWill(5, "c", body(), body(), "w"));
    client.expect(2);
    client.send(hex("e0 01 04"));

    assertThat(watcher.expect(3).payload(5)).isEqualTo("gone");
  }

  @Test
  void endsSessionsWhenTheyExpire() {
    RawMqtt short1 = client("short", body().u8(0x11).u32(1));
    assertThat(short1.subscribe(5, "x", 1)).isEqualTo(1);
    short1.close();
    await().atMost(PATIENCE).until(() -> !broker.stored().clients().contains("short"));

    RawMqtt again = open();
    again.send(Frames.connect(5, "short", false, 0, body().u8(0x11).u32(1)));
    assertThat(again.expect(2).u8(0)).as("session present").isZero();
  }

  @Test
  void mayShortenASessionButNotMakeOneOfNothing() {
    RawMqtt kept = client("kept", body().u8(0x11).u32(100));
    kept.send(hex("e0 07 00 05 11 00000000"));
    await().atMost(PATIENCE).until(() -> broker.stored().clients().isEmpty());
    RawMqtt fleeting = client("fleeting", body());
    fleeting.send(hex("e0 07 00 05 11 00000010"));
    assertThat(fleeting.reasonOfEnd()).isEqualTo(0x82);
  }

  @Test
  void knowsNoExtendedAuthentication() {
    RawMqtt client = open();
    client.send(Frames.connect(5, "a", true, 0, body().u8(0x15).text("SCRAM")));
    assertThat(client.expect(2).u8(1)).isEqualTo(0x8C);
    RawMqtt other = client("other", body());
    other.send(hex("f0 00"));
    assertThat(other.reasonOfEnd()).isEqualTo(0x82);
  }

  @Test
  void endsASilentClient() {
    RawMqtt silent = open();
    silent.send(Frames.connect(5, "silent", true, 1, body()));
    silent.expect(2);
    assertThat(silent.reasonOfEnd()).isEqualTo(0x8D);
  }

  private RawMqtt client(String clientId, Frames properties) {
    RawMqtt client = open();
    client.send(Frames.connect(5, clientId, false, 0, properties));
    assertThat(client.expect(2).u8(1)).isZero();
    return client;
  }

  private RawMqtt open() {
    RawMqtt client = new RawMqtt(broker.port());
    clients.add(client);
    return client;
  }
}
