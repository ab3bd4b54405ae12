package io.busbar.bridge.mqtt;

import static io.busbar.bridge.mqtt.Frames.ack;
import static io.busbar.bridge.mqtt.Frames.body;
import static io.busbar.bridge.mqtt.Frames.connect;
import static io.busbar.bridge.mqtt.Frames.hex;
import static io.busbar.bridge.mqtt.Frames.publish;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.bridge.mqtt.RawMqtt.Came;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What independent suites ask of a broker and other tests do not. */
class ConformanceTest {
  private static final int MUCH = 64 << 10;

  private final BrokerUnderTest broker = BrokerUnderTest.open();
  private final List<RawMqtt> clients = new ArrayList<>();

  @AfterEach
  void close() {
    clients.forEach(RawMqtt::close);
    broker.close();
  }

  @Test
  void checksPayloadsThatAreSaidToBeText() {
    RawMqtt receiver = client(5, "receiver");
    assertThat(receiver.subscribe(5, "t", 2)).isEqualTo(2);
    RawMqtt sender = client(5, "sender");
    for (int qos = 0; qos <= 2; qos++) {
      sender.send(saidToBeText(qos, "80"));
      sender.send(saidToBeText(qos, "c3a4"));
    }
    assertThat(List.of(sender.read(), sender.read()))
        .extracting(Came::toString)
        .containsExactly("40 000199", "40 0001");
    assertThat(List.of(sender.read(), sender.read()))
        .extracting(Came::toString)
        .containsExactly("50 000199", "50 0001");
    for (int qos = 0; qos <= 2; qos++) {
      assertThat(receiver.expect(3).payload(5)).isEqualTo("ä");
    }
    receiver.expectNothing();
  }

  @Test
  void refusesAWillThatIsNotTheTextItIsSaidToBe() {
    RawMqtt client = open();
    Frames said = body().text("MQTT").u8(5).u8(0xC0 | 4 | 2).u16(0).u8(0).text("w");
    said.raw(body().u8(1).u8(1).measured()).text("t").u16(1).u8(0x80);
    client.send(said.text("test").text("secret").packet(0x10));
    assertThat(client.expect(2).u8(1)).isEqualTo(0x99);
  }

  @Test
  void refusesMethodsOfAuthenticationItDoesNotKnow() {
    RawMqtt client = open();
    client.send(connect(5, "a", true, 0, body().u8(0x15).text("SCRAM-SHA-256")));
    assertThat(client.expect(2).u8(1)).isEqualTo(0x8C);
    assertThat(client.readOrEnd()).isNull();

    RawMqtt within = client(5, "b");
    within.send(body().u8(0x19).raw(body().u8(0x15).text("X").measured()).packet(0xF0));
    assertThat(within.reasonOfEnd()).isEqualTo(0x82);
  }

  @ParameterizedTest
  @CsvSource({"4, 5", "10, 5", "15, 5", "16, 16"})
  void sendsNothingLargerThanTheClientTakes(int most, int least) {
    RawMqtt client = open();
    client.send(connect(5, "c", true, 60, body().u8(0x27).u32(most)));
    Came connack = client.readOrEnd();
    if (most < least) {
      assertThat(connack).isNull();
    } else {
      assertThat(Objects.requireNonNull(connack).body().length + 2).isLessThanOrEqualTo(most);
      assertThat(connack.u8(1)).isEqualTo(most < 16 ? 0x95 : 0);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 50", "1, 70", "2, 40", "2, 70"})
  void endsAClientThatAnswersWithTheWrongPacket(int qos, String first) {
    RawMqtt client = client(5, "c");
    assertThat(client.subscribe(5, "q", qos)).isEqualTo(qos);
    client(5, "sender").send(publish(5, "q", "x", qos, 1));
    Came came = client.expect(3);
    client.send(ack(Integer.parseInt(first, 16), came.packetId()));
    assertThat(client.reasonOfEnd()).isEqualTo(0x82);
  }

  @Test
  void saysThatNobodyListens() {
    RawMqtt sender = client(5, "sender");
    sender.send(publish(5, "nobody", "x", 1, 1));
    assertThat(sender.expect(4).body()).isEqualTo(hex("0001 10"));
    sender.send(publish(5, "nobody", "x", 2, 2));
    assertThat(sender.expect(5).body()).isEqualTo(hex("0002"));
    RawMqtt old = client(4, "old");
    old.send(publish(4, "nobody", "x", 1, 1));
    assertThat(old.expect(4).body()).isEqualTo(hex("0001"));
  }

  @Test
  void beginsAGroupWithItsFirstMember() {
    RawMqtt first = client(5, "first");
    RawMqtt second = client(5, "second");
    assertThat(first.subscribe(5, "$share/g/s", 0)).isZero();
    assertThat(second.subscribe(5, "$share/g/s", 0)).isZero();
    RawMqtt sender = client(5, "sender");
    sender.send(publish(5, "s", "1", 0, 0));
    sender.send(publish(5, "s", "2", 0, 0));
    assertThat(first.expect(3).payload(5)).isEqualTo("1");
    assertThat(second.expect(3).payload(5)).isEqualTo("2");
  }

  @Test
  void takesRepeatedRequestsOfVersion31Only() {
    RawMqtt old = RawMqtt.connected(broker.port(), 3, "old", true);
    clients.add(old);
    old.send(ack(0x6A, 1));
    assertThat(old.expect(7).packetId()).isEqualTo(1);
    RawMqtt newer = client(4, "newer");
    newer.send(ack(0x6A, 1));
    assertThat(newer.readOrEnd()).isNull();
  }

  @Test
  void tellsOlderClientsNothingOfTheirSession() {
    RawMqtt.connected(broker.port(), 3, "kept", false).close();
    RawMqtt again = open();
    again.send(connect(3, "kept", false, 0, body()));
    assertThat(again.expect(2).body()).isEqualTo(hex("0000"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20})
  void saysWhyItHangsUpToAClientThatGoesOnSending(int pieces) {
    RawMqtt client = client(5, "c");
    client.send(publish(5, "t", "x", 0, 0, body().u8(0x23).u16(0)));
    for (int i = 0; i < pieces; i++) {
      client.send(new byte[MUCH]);
    }
    assertThat(client.reasonOfEnd()).isEqualTo(0x94);
  }

  private RawMqtt open() {
    RawMqtt client = new RawMqtt(broker.port());
    clients.add(client);
    return client;
  }

  private RawMqtt client(int level, String clientId) {
    RawMqtt client = RawMqtt.connected(broker.port(), level, clientId, true);
    clients.add(client);
    return client;
  }

  private static byte[] saidToBeText(int qos, String payload) {
    Frames body = body().text("t");
    if (qos > 0) {
      body.u16(1);
    }
    return body.raw(hex("020101")).raw(hex(payload)).packet(0x30 | qos << 1);
  }
}
