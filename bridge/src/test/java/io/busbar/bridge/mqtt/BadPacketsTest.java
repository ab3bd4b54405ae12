package io.busbar.bridge.mqtt;

import static io.busbar.bridge.mqtt.Frames.body;
import static io.busbar.bridge.mqtt.Frames.hex;
import static io.busbar.bridge.mqtt.Frames.publish;
import static io.busbar.bridge.mqtt.Frames.subscribe;
import static io.busbar.bridge.mqtt.RawMqtt.connected;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever breaks the protocol is told how and put out; a bystander notices nothing. */
class BadPacketsTest {
  private final BrokerUnderTest broker = BrokerUnderTest.open();
  private RawMqtt bystander = new RawMqtt(broker.port());

  @BeforeEach
  void connectBystander() {
    bystander.close();
    bystander = connected(broker.port(), 5, "bystander", true);
    assertThat(bystander.subscribe(5, "still/there", 0)).isZero();
  }

  @AfterEach
  void bystanderIsUntouched() {
    bystander.send(publish(5, "still/there", "yes", 0, 0));
    assertThat(bystander.expect(3).payload(5)).isEqualTo("yes");
    bystander.close();
    broker.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "81 | 00 00                            | reserved type",
        "82 | 20 02 00 00                      | CONNACK from a client",
        "82 | d0 00                            | PINGRESP from a client",
        "81 | 36 05 00 01 61 00 01 00          | QoS 3",
        "81 | 38 04 00 01 61 00                | DUP with QoS 0",
        "82 | 32 06 00 01 61 00 00 00          | packet identifier 0",
        "81 | 30 03 00 05 61                   | topic beyond the end",
        "81 | 30 05 00 02 c3 28 00             | topic that is not UTF-8",
        "81 | 30 06 00 03 61 00 62 00          | topic with U+0000",
        "81 | 30 06 00 03 ed a0 80 00          | half a surrogate",
        "90 | 30 04 00 01 23 00                | publishing to a wildcard",
        "82 | 30 03 00 00 00                   | no topic",
        "81 | 30 05 00 01 61 01 7f             | unknown property",
        "81 | 30 06 00 01 61 02 24 01          | property of another packet",
        "82 | 30 08 00 01 61 04 01 01 01 01    | property twice",
        "82 | 30 06 00 01 61 02 01 02          | flag that is neither",
        "82 | 30 06 00 01 61 02 0b 01          | subscription identifier from a client",
        "82 | 30 08 00 01 61 04 08 00 01 23    | response topic with a wildcard",
        "81 | 80 06 00 01 00 00 01 61          | SUBSCRIBE with wrong flags",
        "81 | 82 03 00 01 00                   | SUBSCRIBE without a filter",
        "81 | 82 07 00 01 00 00 01 61 c0       | reserved options",
        "82 | 82 07 00 01 00 00 01 61 03       | QoS 3 wished",
        "82 | 82 07 00 01 00 00 01 61 30       | retain handling 3",
        "82 | 82 09 00 01 02 0b 00 00 01 61 00 | subscription identifier 0",
        "8f | 82 08 00 01 00 00 02 61 23 00    | wildcard within a level",
        "8f | 82 09 00 01 00 00 03 23 2f 61 00 | levels after #",
        "81 | a2 03 00 01 00                   | UNSUBSCRIBE without a filter",
        "81 | c0 01 00                         | PINGREQ that is too long",
        "81 | c1 00                            | PINGREQ with flags",
        "81 | 60 02 00 01                      | PUBREL with wrong flags",
        "81 | 40 03 00 01 77                   | PUBACK with an unknown reason",
        "81 | e0 01 8e                         | reason only a server has",
        "81 | 30 ff ff ff ff 01                | length of five bytes",
        "95 | 30 ff ff 7f                      | packet that is too large"
      })
  void tellsAClientOfVersion5WhatItDidWrong(String reason, String bytes, String what) {
    try (RawMqtt client = connected(broker.port(), 5, "bad", true)) {
      client.send(hex(bytes));
      assertThat(client.reasonOfEnd()).as(what).isEqualTo(HexFormat.fromHexDigits(reason));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "30 03 00 05 61",
        "82 06 00 01 00 01 61 03",
        "f0 00",
        "82 02 00 01",
        "32 05 00 01 61 00 00",
        "10 02 00 00",
        "30 02 00 00"
      })
  void hangsUpOnAClientOfVersion311(String bytes) {
    try (RawMqtt client = connected(broker.port(), 4, "bad", true)) {
      client.send(hex(bytes));
      assertThat(client.readOrEnd()).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "30 03 00 01 61                         | ''         | no CONNECT first",
        "c0 00                                  | ''         | no CONNECT first",
        "10 0c 00 04 4d515454 06 02 00 00 00 00 | 20020001   | level 6",
        "10 0a 00 02 686a 04 02 00 00 00 00     | 20020001   | another protocol",
        "10 0c 00 04 4d515454 04 03 00 00 00 00 | ''         | reserved flag",
        "10 0c 00 04 4d515454 04 0a 00 00 00 00 | ''         | QoS of no will",
        "10 0c 00 04 4d515454 04 42 00 00 00 00 | ''         | password without a name",
        "10 0c 00 04 4d515454 04 00 00 00 00 00 | 20020002   | no name and not clean",
        "10 ff ff 7f                            | ''         | CONNECT that is too large",
        "47 45 54 20 2f 20 48 54 54 50          | ''         | a browser"
      })
  void refusesBadFirstPackets(String bytes, String answer, String what) {
    try (RawMqtt client = new RawMqtt(broker.port())) {
      client.send(hex(bytes));
      RawMqtt.Came came = client.readOrEnd();
      String said = came == null ? "" : "2002" + HexFormat.of().formatHex(came.body());
      assertThat(said).as(what).isEqualTo(answer);
      assertThat(client.readOrEnd()).isNull();
    }
  }

  @Test
  void refusesASecondConnect() {
    try (RawMqtt client = connected(broker.port(), 5, "bad", true)) {
      client.send(Frames.connect(5, "bad", true, 0, body()));
      assertThat(client.reasonOfEnd()).isEqualTo(0x82);
    }
  }

  @Test
  void acknowledgesTopicsBeyondTheLimitsWithTheReason() {
    try (RawMqtt client = connected(broker.port(), 5, "bad", true)) {
      client.send(publish(5, "a/".repeat(9), "x", 1, 1));
      assertThat(client.expect(4).u8(2)).isEqualTo(0x90);
      client.send(publish(5, "a".repeat(101), "x", 2, 2));
      assertThat(client.expect(5).u8(2)).isEqualTo(0x90);
      client.send(subscribe(5, 3, "a/".repeat(9), 0));
      assertThat(client.expect(9).u8(3)).isEqualTo(0x8F);
    }
  }

  @Test
  void readsPacketsHoweverTheyAreCut() {
    try (RawMqtt client = connected(broker.port(), 5, "cut", true)) {
      assertThat(client.subscribe(5, "a", 0)).isZero();
      for (byte each : publish(5, "a", "hello", 0, 0)) {
        client.send(new byte[] {each});
      }
      assertThat(client.expect(3).payload(5)).isEqualTo("hello");
    }
  }

  @Test
  void survivesNoise() {
    Random random = new Random(42);
    for (int i = 0; i < 300; i++) {
      int level = 3 + random.nextInt(3);
      try (RawMqtt client = connected(broker.port(), level, "noise", true)) {
        byte[] noise = new byte[1 + random.nextInt(200)];
        random.nextBytes(noise);
        client.send(noise);
        client.send(noise);
      } catch (java.io.UncheckedIOException e) {
        assertThat(e).hasMessageMatching(".*(reset|Broken pipe).*");
      }
    }
  }
}
