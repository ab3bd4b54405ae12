package io.busbar.drivers.discovery.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.busbar.contracts.value.Bytes;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.mqtt.MqttMessage;
import io.busbar.kit.Failure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whatever is announced: it becomes a device or a fault. The first line is the end of the topic,
 * the second the configuration, what follows is published on each topic that is followed.
 */
class DiscoveryFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void becomesADeviceOrAFault(byte @Nullable [] input) {
    if (input == null) {
      return;
    }
    String[] lines = new String(input, StandardCharsets.UTF_8).split("\n", 12);
    if (lines.length < 2) {
      return;
    }
    HomeAssistant dialect = new HomeAssistant("homeassistant", "hub_1");
    RecordedFindings found = new RecordedFindings();
    String topic = "homeassistant/" + lines[0] + "/config";
    hear(dialect, found, topic, lines[1]);
    for (int i = 2; i < lines.length; i++) {
      for (String followed : List.copyOf(found.followed.keySet())) {
        hear(dialect, found, followed, lines[i]);
      }
    }
    found
        .devices
        .values()
        .forEach(device -> tellAll(dialect, device.id(), device.commandCatalog()));
    hear(dialect, found, topic, "");
    assertThat(found.devices).isEmpty();
    assertThat(found.followed).isEmpty();
  }

  private static void tellAll(
      HomeAssistant dialect, String device, List<Map<String, Object>> commands) {
    for (Map<String, Object> command : commands) {
      try {
        assertThat(
                dialect.publications(
                    device, String.valueOf(command.get("key")), Fields.of("value", 5)))
            .isNotNull();
      } catch (Failure refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
    }
  }

  private static void hear(
      HomeAssistant dialect, RecordedFindings found, String topic, String payload) {
    dialect.hear(new MqttMessage(topic, Bytes.of(payload), 0, false), found);
  }
}
