package io.busbar.drivers.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.drivers.discovery.model.Part;
import io.busbar.kit.Device;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TwinsTest {
  private static final String NATIVE = "zigbee2mqtt:0x00158d00018255df";
  private static final String OTHER = "homeassistant:zigbee2mqtt_0x00158d00018255df";

  private static final String PLUG = "homeassistant:plug";

  private final Twins twins = new Twins();

  @Test
  void nativeDialectWinsWhoeverComesFirst() {
    assertThat(twins.found(device(OTHER, "zigbee2mqtt_0x00158d00018255df")).hide()).isEmpty();
    assertThat(twins.hides(OTHER)).isFalse();
    assertThat(twins.found(device(NATIVE, "0x00158d00018255df")).hide()).containsExactly(OTHER);
    assertThat(twins.hides(OTHER)).isTrue();

    Twins other = new Twins();
    assertThat(other.found(device(NATIVE, "0x00158d00018255df")).hide()).isEmpty();
    assertThat(other.found(device(OTHER, "zigbee2mqtt_0x00158D00018255DF")).hide())
        .containsExactly(OTHER);
  }

  @Test
  void hiddenDeviceIsShownWhenTheLastOfTheOthersIsGone() {
    twinsOfATwoGangSwitch();
    assertThat(twins.gone("tasmota:e09806f17f56").show()).isEmpty();
    assertThat(twins.gone("tasmota:e09806f17f56:relay2").show()).containsExactly(PLUG);
    assertThat(twins.hides(PLUG)).isFalse();
  }

  @Test
  void addressesAreTheSameHoweverTheyAreWritten() {
    assertThat(twins.found(device("tasmota:x", "e09806f17f56")).hide()).isEmpty();
    for (String name :
        List.of(
            "E0:98:06:F1:7F:56", "e0-98-06-f1-7f-56", "E09806F17F56", "mac_E09806F17F56_switch")) {
      assertThat(twins.found(device("homeassistant:" + name, name)).hide()).hasSize(1);
    }
  }

  @Test
  void bridgeAndGroupsAreFoundByTheirNames() {
    assertThat(
            twins
                .found(device("zigbee2mqtt:bridge", "zigbee2mqtt_bridge_0x00124b0012014400"))
                .hide())
        .isEmpty();
    String group = "zigbee2mqtt_1221051039810110150109113116116_1";
    assertThat(twins.found(device("zigbee2mqtt:group:1", group)).hide()).isEmpty();
    assertThat(twins.found(device("homeassistant:g", group)).hide()).hasSize(1);
    assertThat(
            twins.found(device("homeassistant:b", "zigbee2mqtt_bridge_0x00124b0012014400")).hide())
        .hasSize(1);
    assertThat(twins.found(device("homeassistant:h", group.replace("_1", "_2"))).hide()).isEmpty();
  }

  @Test
  void idOfTheOneThatGivesWayIsANameToo() {
    assertThat(twins.found(device(NATIVE, "0x00158d00018255df")).hide()).isEmpty();
    assertThat(twins.found(device(OTHER)).hide()).containsExactly(OTHER);
  }

  @Test
  void strangersAndEmptyAddressesAreNoTwins() {
    assertThat(twins.found(device("tasmota:x", "000000000000", "ffffffffffff")).hide()).isEmpty();
    assertThat(twins.found(device("homeassistant:a", "000000000000x")).hide()).isEmpty();
    assertThat(twins.found(device("homeassistant:b", "00:00:00:00:00:00")).hide()).isEmpty();
    assertThat(twins.found(device("homeassistant:c")).hide()).isEmpty();
    assertThat(twins.found(device("homie:d", "00158d00018255df")).hide()).isEmpty();
    assertThat(twins.found(device("zigbee2mqtt:e", "00158d00018255df")).hide()).isEmpty();
  }

  @Test
  void descriptionWithAnotherAddressLetsGo() {
    twinsOfATwoGangSwitch();
    assertThat(twins.found(device(PLUG, "something")).show()).containsExactly(PLUG);
    assertThat(twins.found(device(PLUG, "f17f56")).hide()).hasSize(1);
    assertThat(twins.gone(PLUG).show()).isEmpty();
    assertThat(twins.hides(PLUG)).isFalse();
  }

  private void twinsOfATwoGangSwitch() {
    List.of("tasmota:e09806f17f56", "tasmota:e09806f17f56:relay2")
        .forEach(
            id -> assertThat(twins.found(device(id, "e09806f17f56", "f17f56")).show()).isEmpty());
    assertThat(twins.found(device(PLUG, "F17F56")).hide()).hasSize(1);
  }

  private static Device device(String id, String... identities) {
    return new Device(
        id, id, "switch", List.of(), Map.of(Part.IDENTITIES, List.of(identities)), List.of());
  }
}
