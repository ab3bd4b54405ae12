package io.busbar.drivers.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Bytes;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.homie.Homie;
import io.busbar.drivers.discovery.tasmota.Tasmota;
import io.busbar.drivers.discovery.zigbee2mqtt.Zigbee2Mqtt;
import io.busbar.drivers.mqtt.MqttMessage;
import io.busbar.kit.Device;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever arrives in whatever order: nothing is thrown, and what is told can be announced. */
class DialectLawsTest {
  private static final List<MqttMessage> HOUSE =
      Stream.of("zigbee2mqtt.mqtt", "tasmota.mqtt", "homie4.mqtt", "homie5.mqtt")
          .flatMap(name -> Recording.read(name).stream())
          .toList();
  private static final List<String> TOPICS =
      Stream.concat(
              HOUSE.stream().map(MqttMessage::topic),
              Stream.of(
                  "zigbee2mqtt/my_bulb",
                  "zigbee2mqtt/my_bulb/availability",
                  "zigbee2mqtt/bridge/event",
                  "tele/hall/STATE",
                  "stat/hall/RESULT",
                  "homie/5/strip/lamp/color",
                  "homie//",
                  "zigbee2mqtt/",
                  "tasmota/discovery/",
                  "/"))
          .toList();

  @Property(tries = 300)
  void anyBytesAnywhereAreHeardWithoutHarm(
      @ForAll @IntRange(max = 200) int topic, @ForAll byte[] payload) {
    List<Dialect> dialects = dialects();
    RecordedFindings found = new RecordedFindings();
    MqttMessage message =
        new MqttMessage(TOPICS.get(topic % TOPICS.size()), new Bytes(payload), 0, false);
    dialects.forEach(dialect -> dialect.hear(message, found));
    found.devices.values().forEach(DialectLawsTest::check);
  }

  /** Messages cut short, repeated and out of order. */
  @Property(tries = 100)
  void anyOrderAndAnyCutLeaveUsableDevices(
      @ForAll @Size(max = 60) List<@IntRange(max = 10_000) Integer> picks) {
    List<Dialect> dialects = dialects();
    RecordedFindings found = new RecordedFindings();
    for (int pick : picks) {
      MqttMessage whole = HOUSE.get(pick % HOUSE.size());
      byte[] payload = whole.payload().value();
      int length = pick % 3 == 0 ? pick % (payload.length + 1) : payload.length;
      String cut = new String(payload, 0, length, StandardCharsets.UTF_8);
      MqttMessage message = new MqttMessage(whole.topic(), Bytes.of(cut), 0, true);
      dialects.forEach(dialect -> dialect.hear(message, found));
    }
    found.devices.values().forEach(DialectLawsTest::check);
    assertThat(found.devices.keySet()).containsAll(found.states.keySet());
    for (Dialect dialect : dialects) {
      found.devices.values().stream()
          .filter(device -> device.id().startsWith(dialect.name() + ":"))
          .forEach(device -> plain(dialect, device));
    }
  }

  static void check(Device device) {
    assertThat(device.id()).isNotBlank();
    assertThat(device.name()).isNotBlank().hasSizeLessThanOrEqualTo(128);
    assertThat(device.commandCatalog()).hasSizeLessThanOrEqualTo(200);
    assertThat(Json.bytes(device.properties())).isNotEmpty();
    assertThat(device.commandCatalog().stream().map(item -> item.get("key")).distinct())
        .hasSameSizeAs(device.commandCatalog());
  }

  private static void plain(Dialect dialect, Device device) {
    device.commandCatalog().stream()
        .map(item -> String.valueOf(item.get("key")))
        .filter(key -> key.equals("turn_on") || key.equals("open"))
        .forEach(
            key ->
                assertThat(dialect.publications(device.id(), key, Fields.EMPTY))
                    .isNotEmpty()
                    .allSatisfy(message -> assertThat(message.topic()).doesNotContain("#", "+")));
  }

  static List<Dialect> dialects() {
    return List.of(new Zigbee2Mqtt("zigbee2mqtt"), new Tasmota(), new Homie(Homie.NAME));
  }
}
