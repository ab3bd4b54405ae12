package io.busbar.drivers.discovery.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Bytes;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.Dialect;
import io.busbar.drivers.mqtt.MqttMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plays what devices of several makers publish, as their documentation has it. */
class VendorsTest {
  private static final double NEAR = 0.01;

  private final HomeAssistant dialect = new HomeAssistant("homeassistant", "hub_1");
  private final RecordedFindings found = new RecordedFindings();

  @ParameterizedTest
  @ValueSource(
      strings = {"zigbee2mqtt", "tasmota", "esphome", "shelly", "components", "device-based"})
  void becomeWorkingDevices(String vendor) throws IOException {
    int number = 0;
    for (String line : lines(vendor + ".jsonl")) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        play(vendor + " line " + number, new Fields(Json.readObject(bytes(line))));
      }
    }
    assertThat(number).isGreaterThan(5);
  }

  private void play(String where, Fields step) {
    if (step.has("hear")) {
      String payload = payload(step.get("payload"));
      dialect.hear(
          new MqttMessage(step.text("hear").orElseThrow(), Bytes.of(payload), 0, false), found);
      List<?> expected = step.list("faults");
      assertThat(found.faults).as(where).hasSize(expected.size());
      for (int i = 0; i < expected.size(); i++) {
        assertThat(found.faults.get(i)).as(where).contains(String.valueOf(expected.get(i)));
      }
      found.faults.clear();
    } else if (step.has("device")) {
      device(where, step);
    } else if (step.has("state")) {
      check(
          where,
          step.get("is"),
          found.state("homeassistant:" + step.text("state").orElseThrow()).values());
    } else if (step.has("tell")) {
      tell(where, step);
    } else if (step.get("elapsed") instanceof Number seconds) {
      dialect.elapsed(Duration.ofSeconds(seconds.longValue()), found);
    } else if (step.has("actions")) {
      assertThat(found.actions).as(where).isEqualTo(step.list("actions"));
    } else {
      assertThat(found.devices)
          .as(where)
          .doesNotContainKey("homeassistant:" + step.text("gone").orElseThrow());
    }
  }

  private void device(String where, Fields step) {
    var device = found.devices.get("homeassistant:" + step.text("device").orElseThrow());
    assertThat(device).as(where).isNotNull();
    if (device == null) {
      return;
    }
    assertThat(device.deviceType()).as(where).isEqualTo(step.get("type"));
    assertThat(device.name()).as(where).isEqualTo(step.get("name"));
    assertThat(device.commandCatalog())
        .as(where)
        .extracting(command -> command.get("key"))
        .isEqualTo(step.list("commands"));
    check(where, step.object("properties").values(), device.properties());
  }

  private void tell(String where, Fields step) {
    Dialect.Deed deed =
        dialect.deed(
            "homeassistant:" + step.text("tell").orElseThrow(),
            step.text("command").orElseThrow(),
            step.object("arguments"));
    List<MqttMessage> sent = deed.messages();
    deed.done().accept(found);
    List<?> expected = step.list("publishes");
    assertThat(sent).as(where).hasSize(expected.size());
    for (int i = 0; i < sent.size(); i++) {
      List<?> one = (List<?>) expected.get(i);
      assertThat(sent.get(i).topic()).as(where).isEqualTo(one.get(0));
      if (one.get(1) instanceof Map<?, ?>) {
        check(where, one.get(1), Json.readObject(sent.get(i).payload().value()));
      } else {
        assertThat(sent.get(i).payload().text()).as(where).isEqualTo(one.get(1));
      }
      assertThat(sent.get(i).qos()).as(where).isEqualTo(one.size() > 2 ? one.get(2) : 0);
      assertThat(sent.get(i).retained()).as(where).isEqualTo(one.size() > 3 ? one.get(3) : false);
    }
  }

  /** What is expected is there; there may be more. */
  private static void check(String where, @Nullable Object expected, @Nullable Object actual) {
    if (expected instanceof Map<?, ?> map) {
      assertThat(actual).as(where).isInstanceOf(Map.class);
      map.forEach(
          (key, value) -> {
            assertThat(Fields.from(actual).has(String.valueOf(key)))
                .as("%s: %s of %s", where, key, actual)
                .isTrue();
            check(where + " " + key, value, Fields.from(actual).get(String.valueOf(key)));
          });
    } else if (expected instanceof Number number) {
      double value = actual instanceof Number other ? other.doubleValue() : Double.NaN;
      assertThat(value).as(where).isCloseTo(number.doubleValue(), within(NEAR));
    } else {
      assertThat(actual).as(where).isEqualTo(expected);
    }
  }

  private static String payload(@Nullable Object payload) {
    return payload instanceof Map<?, ?> || payload instanceof List<?>
        ? Json.text(payload)
        : String.valueOf(payload);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> lines(String name) throws IOException {
    try (InputStream file = VendorsTest.class.getResourceAsStream(name)) {
      assertThat(file).as(name).isNotNull();
      return file == null
          ? new ArrayList<>()
          : new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
