package io.busbar.drivers.discovery.zigbee2mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.RecordedFindings;
import io.busbar.drivers.discovery.Recording;
import io.busbar.drivers.discovery.model.Register;
import io.busbar.kit.Failure;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.MapEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Zigbee2MqttTest {
  private static final String BULB = "zigbee2mqtt:0x90fd9ffffe6494fc";
  private static final String PLUG = "zigbee2mqtt:0x00158d00018255df";
  private static final String WALL = "zigbee2mqtt:0x00158d0001dc126a";
  private static final String REMOTE = "zigbee2mqtt:0x00158d0000000a03";

  private final Recording bridge = new Recording(new Zigbee2Mqtt("zigbee2mqtt"));
  private final RecordedFindings found = bridge.findings;

  @BeforeEach
  void listen() {
    bridge.play("zigbee2mqtt.mqtt");
  }

  @Test
  void tellsEachSupportedDeviceAndEveryGang() {
    assertThat(found.devices.keySet())
        .containsExactly(
            "zigbee2mqtt:bridge",
            BULB,
            PLUG,
            WALL,
            WALL + ":right",
            "zigbee2mqtt:0x00158d0000000a01",
            "zigbee2mqtt:0x00158d0000000a02",
            REMOTE,
            "zigbee2mqtt:0x00158d0000000a04",
            "zigbee2mqtt:0x00158d0000000a05",
            "zigbee2mqtt:0x00158d0000000a06",
            "zigbee2mqtt:0x00158d0000000a07",
            "zigbee2mqtt:0x00158d0000000a07:light",
            "zigbee2mqtt:0x00158d0000000a08",
            "zigbee2mqtt:group:1");
    assertThat(found.faults).singleElement().asString().contains("0x00169a00022256da", "lumi.x");
    assertThat(found.device(BULB).properties())
        .contains(
            MapEntry.entry("manufacturer", "IKEA"),
            MapEntry.entry("model", "LED1624G9"),
            MapEntry.entry("firmware", "1.3.009"));
  }

  @Test
  void lightTellsItsStateInTheHubsUnits() {
    bridge.heard(
        "zigbee2mqtt/my_bulb",
        """
        {"state":"ON","brightness":127,"color_temp":370,"color":{"x":0.701,"y":0.299},"linkquality":98}
        """);
    assertThat(found.device(BULB).deviceType()).isEqualTo("light");
    assertThat(found.state(BULB).values())
        .containsEntry("power", true)
        .containsEntry("brightness", 50L)
        .containsEntry("colorTemperature", 2703L);
    assertThat(found.state(BULB).text("color").orElseThrow()).startsWith("#FF").endsWith("00");
    assertThat(found.state(BULB).object("extras").object("sensors").has("linkquality")).isFalse();
  }

  @Test
  void lightTakesCommandsInItsOwnUnits() {
    String topic = "zigbee2mqtt/my_bulb/set ";
    assertThat(bridge.say(BULB, "turn_on")).containsExactly(topic + "{\"state\":\"ON\"}");
    assertThat(bridge.say(BULB, "toggle")).containsExactly(topic + "{\"state\":\"TOGGLE\"}");
    assertThat(bridge.say(BULB, "set_brightness", "brightness", 50))
        .containsExactly(topic + "{\"brightness\":127}");
    assertThat(bridge.say(BULB, "set_color", "color", "#0f0"))
        .containsExactly(topic + "{\"color\":{\"hex\":\"#00FF00\"}}");
    assertThat(bridge.say(BULB, "set_color_temperature", "colorTemperature", 2700))
        .containsExactly(topic + "{\"color_temp\":370}");
    assertThat(bridge.say(BULB, "set_color_temperature", "colorTemperature", 9000))
        .containsExactly(topic + "{\"color_temp\":250}");
    assertThat(bridge.say(BULB, "set_effect", "value", "blink"))
        .containsExactly(topic + "{\"effect\":\"blink\"}");
    assertThat(found.schema(BULB, "set_color_temperature").values())
        .contains(MapEntry.entry("minimum", 2203L), MapEntry.entry("maximum", 4000L));
  }

  @Test
  void asksForTheStateOfWhatCanBeAsked() {
    assertThat(found.published)
        .anySatisfy(
            message -> {
              assertThat(message.topic()).isEqualTo("zigbee2mqtt/my_plug/get");
              assertThat(message.payload().text()).isEqualTo("{\"state\":\"\"}");
            });
    assertThat(found.published).noneMatch(message -> message.topic().contains("motion"));
  }

  @Test
  void plugMeasures() {
    bridge.heard("zigbee2mqtt/my_plug", "{\"state\":\"OFF\",\"power\":4.5,\"energy\":null}");
    assertThat(found.state(PLUG).get("power")).isEqualTo(false);
    assertThat(found.sensor(PLUG, "power")).isEqualTo(4.5);
    assertThat(found.sensor(PLUG, "energy")).isNull();
    assertThat(bridge.say(PLUG, "set_power_outage_memory", "value", true))
        .containsExactly("zigbee2mqtt/my_plug/set {\"power_outage_memory\":true}");
  }

  @Test
  void gangsAreDevicesOfTheirOwn() {
    bridge.heard("zigbee2mqtt/hall/wall", "{\"state_left\":\"OFF\",\"state_right\":\"ON\"}");
    assertThat(found.state(WALL).get("power")).isEqualTo(false);
    assertThat(found.state(WALL + ":right").get("power")).isEqualTo(true);
    assertThat(found.device(WALL + ":right").name()).isEqualTo("hall/wall Right");
    assertThat(bridge.say(WALL + ":right", "turn_off"))
        .containsExactly("zigbee2mqtt/hall/wall/set {\"state_right\":\"OFF\"}");
    assertThat(found.commands(WALL + ":right")).contains("set_power_on_behavior_right");
  }

  @Test
  void sensorsTellWellKnownFields() {
    bridge.heard("zigbee2mqtt/motion", "{\"battery\":91,\"occupancy\":true,\"illuminance\":12}");
    bridge.heard("zigbee2mqtt/window", "{\"contact\":false,\"device_temperature\":22}");
    String motion = "zigbee2mqtt:0x00158d0000000a01";
    assertThat(found.state(motion).values())
        .containsEntry("battery", 91L)
        .containsEntry("motion", true);
    assertThat(found.sensor(motion, "illuminance")).isEqualTo(12);
    assertThat(found.state("zigbee2mqtt:0x00158d0000000a02").get("contact")).isEqualTo("open");
  }

  @Test
  void eachPressIsNewsAndOldOnesAreNot() {
    bridge.kept("zigbee2mqtt/button", "{\"action\":\"hold\",\"battery\":80}");
    assertThat(found.events).isEmpty();
    bridge.heard("zigbee2mqtt/button", "{\"action\":\"single\"}");
    bridge.heard("zigbee2mqtt/button", "{\"action\":\"\"}");
    bridge.heard("zigbee2mqtt/button", "{\"action\":\"single\"}");
    assertThat(found.events).containsExactly(REMOTE + " single", REMOTE + " single");
    assertThat(found.state(REMOTE).object("extras").values())
        .contains(MapEntry.entry("action", null));
    assertThat(found.device(REMOTE).deviceType()).isEqualTo("remote");
  }

  @Test
  void thermostatLockCoverAndFanWork() {
    String radiator = "zigbee2mqtt:0x00158d0000000a04";
    bridge.heard(
        "zigbee2mqtt/radiator",
        """
        {"current_heating_setpoint":21.5,"local_temperature":19,"system_mode":"heat",
         "running_state":"idle","preset":"manual","child_lock":"UNLOCK"}
        """);
    assertThat(found.state(radiator).values())
        .containsEntry("targetTemperature", 21.5)
        .containsEntry("temperature", 19.0)
        .containsEntry("mode", "heat")
        .containsEntry("power", true);
    assertThat(found.sensor(radiator, "child_lock")).isEqualTo(false);
    assertThat(bridge.say(radiator, "set_temperature", "temperature", 20))
        .containsExactly("zigbee2mqtt/radiator/set {\"current_heating_setpoint\":20}");
    assertThat(bridge.say(radiator, "turn_on"))
        .containsExactly("zigbee2mqtt/radiator/set {\"system_mode\":\"auto\"}");
    assertThat(bridge.say(radiator, "set_child_lock", "value", true))
        .containsExactly("zigbee2mqtt/radiator/set {\"child_lock\":\"LOCK\"}");

    bridge.heard("zigbee2mqtt/door", "{\"state\":\"LOCK\",\"lock_state\":\"not_fully_locked\"}");
    assertThat(found.state("zigbee2mqtt:0x00158d0000000a05").values())
        .containsExactly(MapEntry.entry("locked", true), MapEntry.entry("lockState", "jammed"));
    assertThat(bridge.say("zigbee2mqtt:0x00158d0000000a05", "unlock"))
        .containsExactly("zigbee2mqtt/door/set {\"state\":\"UNLOCK\"}");

    bridge.heard("zigbee2mqtt/blind", "{\"position\":30,\"state\":\"OPEN\"}");
    assertThat(found.state("zigbee2mqtt:0x00158d0000000a06").get("position")).isEqualTo(30L);
    assertThat(bridge.say("zigbee2mqtt:0x00158d0000000a06", "set_position", "position", 75))
        .containsExactly("zigbee2mqtt/blind/set {\"position\":75}");
    assertThat(bridge.say("zigbee2mqtt:0x00158d0000000a06", "stop"))
        .containsExactly("zigbee2mqtt/blind/set {\"state\":\"STOP\"}");

    bridge.heard("zigbee2mqtt/ceiling fan", "{\"fan_state\":\"ON\",\"fan_mode\":\"low\"}");
    assertThat(found.state("zigbee2mqtt:0x00158d0000000a07").values())
        .containsExactly(MapEntry.entry("power", true), MapEntry.entry("fanSpeed", "low"));
    assertThat(bridge.say("zigbee2mqtt:0x00158d0000000a07", "set_fan_speed", "speed", "high"))
        .containsExactly("zigbee2mqtt/ceiling fan/set {\"fan_mode\":\"high\"}");
  }

  @Test
  void severalValuesAreSetTogether() {
    Fields alarm = new Fields(Map.of("mode", "fire", "strobe", true, "duration", 10));
    assertThat(bridge.say("zigbee2mqtt:0x00158d0000000a08", "set_warning", alarm))
        .containsExactly(
            "zigbee2mqtt/siren/set"
                + " {\"warning\":{\"mode\":\"fire\",\"strobe\":true,\"duration\":10}}");
  }

  @Test
  void groupDoesWhatItsMembersDo() {
    assertThat(found.device("zigbee2mqtt:group:1").deviceType()).isEqualTo("light");
    assertThat(bridge.say("zigbee2mqtt:group:1", "set_brightness", "brightness", 100))
        .containsExactly("zigbee2mqtt/evening/set {\"brightness\":254}");
    bridge.kept("zigbee2mqtt/bridge/groups", "[]");
    assertThat(found.devices).doesNotContainKey("zigbee2mqtt:group:1").containsKey(BULB);
  }

  @Test
  void bridgeLetsDevicesJoin() {
    assertThat(bridge.say("zigbee2mqtt:bridge", "set_permit_join", "value", true))
        .singleElement()
        .asString()
        .startsWith("zigbee2mqtt/bridge/request/permit_join {")
        .contains("\"value\":true", "\"time\":254");
    assertThat(found.state("zigbee2mqtt:bridge").object("extras").get("permitJoin"))
        .isEqualTo(false);
  }

  @Test
  void idsOutliveRenames() {
    bridge.kept(
        "zigbee2mqtt/bridge/devices",
        list("0x90fd9ffffe6494fc", "lamp", "0x00158d00018255df", "my_bulb"));
    assertThat(found.device(BULB).name()).isEqualTo("lamp");
    bridge.heard("zigbee2mqtt/my_bulb", "{\"state\":\"ON\"}");
    assertThat(found.state(PLUG).get("power")).isEqualTo(true);
    assertThat(bridge.say(BULB, "turn_on"))
        .containsExactly("zigbee2mqtt/lamp/set {\"state\":\"ON\"}");
    assertThat(found.filters)
        .containsEntry("zigbee2mqtt/lamp", 1)
        .containsEntry("zigbee2mqtt/my_bulb", 1)
        .doesNotContainKey("zigbee2mqtt/my_plug");
    assertThat(found.devices.keySet())
        .containsExactlyInAnyOrder("zigbee2mqtt:bridge", BULB, PLUG, "zigbee2mqtt:group:1");
    assertThat(found.device("zigbee2mqtt:group:1").deviceType()).isEqualTo("switch");
    assertThat(found.told).doesNotContain("gone " + BULB, "gone " + PLUG);
  }

  @Test
  void namesCanBeSwapped() {
    bridge.kept(
        "zigbee2mqtt/bridge/devices", list("0x90fd9ffffe6494fc", "a", "0x00158d00018255df", "b"));
    bridge.kept(
        "zigbee2mqtt/bridge/devices", list("0x90fd9ffffe6494fc", "b", "0x00158d00018255df", "a"));
    bridge.heard("zigbee2mqtt/a", "{\"state\":\"ON\"}");
    assertThat(found.state(PLUG).get("power")).isEqualTo(true);
    assertThat(found.filters).containsEntry("zigbee2mqtt/a", 1).containsEntry("zigbee2mqtt/b", 1);
  }

  @Test
  void tellsNothingTwice() {
    int before = found.told.size();
    bridge.play("zigbee2mqtt.mqtt");
    assertThat(found.told).hasSize(before);
  }

  @Test
  void leavingDevicesGo() {
    bridge.heard(
        "zigbee2mqtt/bridge/event",
        "{\"type\":\"device_leave\",\"data\":{\"ieee_address\":\"0x00158d0001dc126a\"}}");
    assertThat(found.devices).doesNotContainKeys(WALL, WALL + ":right");
    assertThat(found.filters).doesNotContainKey("zigbee2mqtt/hall/wall");
    assertThatThrownBy(() -> bridge.say(WALL, "turn_on")).isInstanceOf(Failure.class);
    bridge.kept("zigbee2mqtt/bridge/devices", "");
    assertThat(found.devices.keySet()).containsExactly("zigbee2mqtt:bridge", "zigbee2mqtt:group:1");
  }

  @Test
  void reachabilityIsTheBridgesAndTheDevices() {
    bridge.kept("zigbee2mqtt/my_bulb/availability", "{\"state\":\"offline\"}");
    assertThat(found.reachable).containsEntry(BULB, false).containsEntry(PLUG, true);
    bridge.kept("zigbee2mqtt/bridge/state", "offline");
    assertThat(found.reachable)
        .containsEntry(PLUG, false)
        .containsEntry("zigbee2mqtt:bridge", false);
    bridge.kept("zigbee2mqtt/bridge/state", "online");
    assertThat(found.reachable).containsEntry(PLUG, true).containsEntry(BULB, false);
    bridge.kept("zigbee2mqtt/my_bulb/availability", "online");
    assertThat(found.reachable).containsEntry(BULB, true);
    assertThat(found.devices).containsKey(BULB);
  }

  @Test
  void refusesNamesThatMakeNoTopicsAndNamesUsedTwice() {
    bridge.kept(
        "zigbee2mqtt/bridge/devices", list("0x90fd9ffffe6494fc", "a/#", "0x00158d00018255df", "b"));
    assertThat(found.faults).anyMatch(fault -> fault.contains("cannot be a topic"));
    bridge.kept(
        "zigbee2mqtt/bridge/devices", list("0x90fd9ffffe6494fc", "b", "0x00158d00018255df", "b"));
    assertThat(found.faults).anyMatch(fault -> fault.contains("used twice"));
    assertThat(found.filters).doesNotContainKey("zigbee2mqtt/a/#");
  }

  @Test
  void nonsenseIsAFaultAndChangesNothing() {
    int before = found.told.size();
    bridge.kept("zigbee2mqtt/bridge/devices", "[{\"ieee_address\":");
    bridge.kept("zigbee2mqtt/bridge/devices", "{}");
    bridge.heard("zigbee2mqtt/my_bulb", "ON");
    bridge.heard("zigbee2mqtt/my_bulb", "{\"brightness\":\"lots\",\"color\":7,\"state\":[]}");
    bridge.heard("zigbee2mqtt/my_bulb", "{\"state\":\"" + "x".repeat(70_000) + "\"}");
    assertThat(found.faults).hasSize(5);
    assertThat(found.told).hasSize(before);
  }

  @Test
  void floodOfDevicesEndsAtTheLimit() {
    String many =
        IntStream.rangeClosed(0, Zigbee2Mqtt.MAX_ENTRIES)
            .mapToObj(i -> entry("0x%016x".formatted(i), "n" + i))
            .collect(Collectors.joining(",", "[", "]"));
    bridge.kept("zigbee2mqtt/bridge/devices", many);
    assertThat(found.devices).hasSizeLessThanOrEqualTo(Register.MAX_DEVICES);
    assertThat(found.faults)
        .anyMatch(fault -> fault.contains("first 1000 entries"))
        .anyMatch(fault -> fault.contains("more than 1000 devices"));
  }

  @Test
  void endlessNestingIsCut() {
    String nest = "{\"type\":\"composite\",\"name\":\"n\",\"property\":\"n\",\"features\":[";
    String exposes = nest.repeat(20) + "]}".repeat(20);
    bridge.kept(
        "zigbee2mqtt/bridge/devices",
        "[{\"ieee_address\":\"0x90fd9ffffe6494fc\",\"friendly_name\":\"deep\",\"definition\":{\"exposes\":[%s]}}]"
            .formatted(exposes));
    assertThat(found.device(BULB).commandCatalog()).isEmpty();
  }

  private static String list(String one, String itsName, String other, String theOthersName) {
    return "[%s,%s]".formatted(entry(one, itsName), entry(other, theOthersName));
  }

  private static String entry(String address, String name) {
    return """
        {"ieee_address":"%s","type":"Router","friendly_name":"%s","interview_completed":true,
         "definition":{"model":"M","vendor":"V","exposes":[{"type":"switch","features":[
         {"type":"binary","name":"state","property":"state","value_on":"ON","value_off":"OFF","access":3}]}]}}
        """
        .formatted(address, name);
  }
}
