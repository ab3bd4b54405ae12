package io.busbar.drivers.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.model.Part;
import io.busbar.drivers.discovery.zigbee2mqtt.Zigbee2Mqtt;
import io.busbar.kit.Device;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TwinFilterTest {
  private static final String OTHER = "homeassistant:bulb";

  private final TwinFilter filter = new TwinFilter();
  private final RecordedFindings hub = new RecordedFindings();
  private final Findings assistant = filter.over(hub);
  private final Findings bridge = filter.over(hub);
  private final Zigbee2Mqtt dialect = new Zigbee2Mqtt("zigbee2mqtt");

  @Test
  void twinGoesWhenTheBridgeTellsTheSameDevice() {
    tellTheOther();
    assertThat(hub.devices).containsOnlyKeys(OTHER);
    tellTheBridges();
    assertThat(hub.devices).containsKey("zigbee2mqtt:0x90fd9ffffe6494fc").doesNotContainKey(OTHER);
  }

  @Test
  void twinIsNotToldAtAllWhenTheBridgeCameFirst() {
    tellTheBridges();
    tellTheOther();
    assertThat(hub.told).noneMatch(told -> told.endsWith(OTHER));
  }

  @Test
  void hiddenTwinIsToldAsItIsNowWhenTheBridgeIsGone() {
    tellTheOther();
    tellTheBridges();
    assistant.state(OTHER, Fields.of("brightness", 7).with("extras", Map.of("b", 2)));
    assistant.available(OTHER, false);
    for (String id : List.copyOf(hub.devices.keySet())) {
      bridge.gone(id);
    }
    assertThat(hub.devices).containsOnlyKeys(OTHER);
    assertThat(hub.state(OTHER).values())
        .containsEntry("power", true)
        .containsEntry("brightness", 7)
        .containsEntry("extras", Map.of("a", 1, "b", 2));
    assertThat(hub.reachable).containsEntry(OTHER, false);
    assistant.gone(OTHER);
    assertThat(hub.devices).isEmpty();
  }

  @Test
  void hiddenTwinThatIsGoneStaysGone() {
    tellTheBridges();
    tellTheOther();
    assistant.gone(OTHER);
    bridge.gone("zigbee2mqtt:0x90fd9ffffe6494fc");
    bridge.gone("zigbee2mqtt:group:1");
    assertThat(hub.told).noneMatch(told -> told.endsWith(OTHER));
  }

  private void tellTheBridges() {
    Recording.read("zigbee2mqtt.mqtt").forEach(message -> dialect.hear(message, bridge));
  }

  private void tellTheOther() {
    Map<String, Object> names = Map.of(Part.IDENTITIES, List.of("zigbee2mqtt_0x90fd9ffffe6494fc"));
    assistant.device(new Device(OTHER, "Bulb", "light", List.of(), Map.copyOf(names), List.of()));
    assistant.state(OTHER, Fields.of("power", true).with("extras", Map.of("a", 1)));
  }
}
