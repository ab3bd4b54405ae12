package io.busbar.drivers.discovery.tasmota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.busbar.drivers.discovery.RecordedFindings;
import io.busbar.drivers.discovery.Recording;
import io.busbar.kit.Failure;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TasmotaTest {
  private static final String PLUG = "tasmota:e09806f17f56";
  private static final String STRIP = "tasmota:6001946f966e";
  private static final String HALL = "tasmota:e8db8494b051";
  private static final String BLINDS = "tasmota:142b2f9faf38";
  private static final String FAN = "tasmota:2cf432cc2fc5";
  private static final String GARDEN = "tasmota:2cf432cc2fc6";

  private final Recording house = new Recording(new Tasmota());
  private final RecordedFindings found = house.findings;

  @BeforeEach
  void listen() {
    house.play("tasmota.mqtt");
  }

  @Test
  void tellsEachChannelAsADevice() {
    assertThat(found.devices.keySet())
        .containsExactly(
            PLUG,
            STRIP,
            HALL,
            HALL + ":relay2",
            HALL + ":relay3",
            BLINDS,
            BLINDS + ":shutter2",
            FAN,
            FAN + ":light1",
            GARDEN);
    assertThat(found.faults).isEmpty();
    assertThat(found.device(HALL + ":relay2").name()).isEqualTo("Stairs");
    assertThat(found.device(HALL + ":relay3").name()).isEqualTo("Hall relay 3");
    assertThat(found.device(PLUG).properties())
        .contains(
            entry("manufacturer", "Tasmota"),
            entry("model", "Athom Plug V2"),
            entry("mac", "e09806f17f56"),
            entry("identities", List.of("e09806f17f56", "f17f56")));
  }

  @Test
  void plugSwitchesAndMeasures() {
    assertThat(house.say(PLUG, "turn_on")).containsExactly("cmnd/tasmota_F17F56/POWER1 ON");
    assertThat(house.say(PLUG, "toggle")).containsExactly("cmnd/tasmota_F17F56/POWER1 TOGGLE");
    house.heard("stat/tasmota_F17F56/RESULT", "{\"POWER\":\"ON\"}");
    assertThat(found.state(PLUG).get("power")).isEqualTo(true);
    house.heard("stat/tasmota_F17F56/POWER", "OFF");
    assertThat(found.state(PLUG).get("power")).isEqualTo(false);
    house.heard(
        "tele/tasmota_F17F56/SENSOR", "{\"Time\":\"x\",\"ENERGY\":{\"Power\":42,\"Voltage\":230}}");
    assertThat(found.sensor(PLUG, "energy_power")).isEqualTo(42);
    assertThat(found.sensor(PLUG, "energy_total")).isEqualTo(1.5);
    assertThat(
            found.state(PLUG).object("extras").object("sensors").object("energy_voltage").values())
        .contains(entry("unit", "V"), entry("name", "Energy voltage"));
  }

  @Test
  void lightTakesColoursAndWhiteInItsOwnUnits() {
    assertThat(found.device(STRIP).deviceType()).isEqualTo("light");
    assertThat(house.say(STRIP, "set_brightness", "brightness", 40))
        .containsExactly("home/strip/cmnd/Dimmer 40");
    assertThat(house.say(STRIP, "set_color", "color", "#FF8000"))
        .containsExactly("home/strip/cmnd/Color2 255,128,0");
    assertThat(house.say(STRIP, "set_color_temperature", "colorTemperature", 4000))
        .containsExactly("home/strip/cmnd/CT 250");
    assertThat(house.say(STRIP, "set_color_temperature", "colorTemperature", 1500))
        .containsExactly("home/strip/cmnd/CT 500");
    house.heard(
        "home/strip/tele/STATE",
        "{\"POWER\":\"ON\",\"Dimmer\":55,\"Color\":\"8C46000000\",\"HSBColor\":\"30,100,55\",\"CT\":250}");
    assertThat(found.state(STRIP).values())
        .contains(
            entry("power", true),
            entry("brightness", 55L),
            entry("color", "#FF8000"),
            entry("colorTemperature", 4000L));
  }

  @Test
  void buttonsAndSwitchesAct() {
    house.heard("stat/hall/RESULT", "{\"Button1\":{\"Action\":\"DOUBLE\"}}");
    assertThat(found.events).containsExactly(HALL + " button1_double");
    house.heard("stat/hall/RESULT", "{\"Switch1\":{\"Action\":\"ON\"}}");
    assertThat(found.sensor(HALL, "switch_1")).isEqualTo(true);
    house.kept("stat/hall/RESULT", "{\"Button1\":{\"Action\":\"SINGLE\"}}");
    assertThat(found.events).containsExactly(HALL + " button1_double", HALL + " switch1_on");
  }

  @Test
  void relaysOfOneDeviceAreToldApart() {
    house.heard("tele/hall/STATE", "{\"POWER1\":\"OFF\",\"POWER2\":\"ON\",\"POWER3\":\"OFF\"}");
    assertThat(found.state(HALL).get("power")).isEqualTo(false);
    assertThat(found.state(HALL + ":relay2").get("power")).isEqualTo(true);
    assertThat(house.say(HALL + ":relay2", "turn_off")).containsExactly("cmnd/hall/POWER2 OFF");
  }

  @Test
  void shuttersMoveAlsoInvertedOnes() {
    house.heard(
        "tele/blinds/SENSOR",
        "{\"Shutter1\":{\"Position\":30,\"Direction\":0,\"Target\":30},\"Shutter2\":{\"Position\":30,\"Tilt\":-45}}");
    assertThat(found.state(BLINDS).get("position")).isEqualTo(30L);
    assertThat(found.state(BLINDS + ":shutter2").get("position")).isEqualTo(70L);
    assertThat(found.sensor(BLINDS + ":shutter2", "tilt")).isEqualTo(-45.0);
    assertThat(house.say(BLINDS, "open")).containsExactly("cmnd/blinds/ShutterOpen1");
    assertThat(house.say(BLINDS, "set_position", "position", 25))
        .containsExactly("cmnd/blinds/ShutterPosition1 25");
    assertThat(house.say(BLINDS + ":shutter2", "set_position", "position", 25))
        .containsExactly("cmnd/blinds/ShutterPosition2 75");
    assertThat(house.say(BLINDS + ":shutter2", "set_tilt", "value", 10))
        .containsExactly("cmnd/blinds/ShutterTilt2 10");
  }

  @Test
  void fanHasSpeedsAndALight() {
    house.heard("stat/ceiling/RESULT", "{\"FanSpeed\":3}");
    assertThat(found.state(FAN).values()).contains(entry("power", true), entry("fanSpeed", "high"));
    assertThat(house.say(FAN, "set_fan_speed", "speed", "low"))
        .containsExactly("cmnd/ceiling/FanSpeed 1");
    assertThat(house.say(FAN + ":light1", "turn_on")).containsExactly("cmnd/ceiling/POWER1 ON");
  }

  @Test
  void sensorTellsCelsiusAndItsBattery() {
    assertThat(found.device(GARDEN).deviceType()).isEqualTo("sensor");
    assertThat(found.state(GARDEN).values())
        .contains(entry("temperature", 22L), entry("humidity", 40.1));
    house.heard("tele/garden/STATE", "{\"BatteryPercentage\":87}");
    house.heard("stat/garden/STATUS10", "{\"StatusSNS\":{\"BMP280\":{\"Pressure\":1001}}}");
    assertThat(found.state(GARDEN).get("battery")).isEqualTo(87L);
    assertThat(found.sensor(GARDEN, "bmp280_pressure")).isEqualTo(1001);
  }

  @Test
  void willsTellReachabilityUnlessTheDeviceSleeps() {
    house.kept("tele/tasmota_F17F56/LWT", "Online");
    assertThat(found.reachable).containsEntry(PLUG, true);
    assertThat(found.published)
        .extracting(message -> message.topic() + " " + message.payload().text())
        .containsExactly("cmnd/tasmota_F17F56/STATE ", "cmnd/tasmota_F17F56/STATUS 10");
    house.kept("tele/tasmota_F17F56/LWT", "Offline");
    assertThat(found.reachable).containsEntry(PLUG, false);
    house.kept("tele/garden/LWT", "Offline");
    assertThat(found.reachable).doesNotContainKey(GARDEN);
  }

  @Test
  void changedDescriptionsUpdateAndEmptyOnesRemove() {
    String config =
        """
        {"dn":"Plug","fn":["Tea"],"hn":"h","mac":"E09806F17F56","ofln":"Offline","onln":"Online",
         "state":["OFF","ON","TOGGLE"],"t":"tea","ft":"%prefix%/%topic%/","tp":["cmnd","stat","tele"],"rl":[1,1],"so":{}}
        """;
    house.kept("tasmota/discovery/E09806F17F56/config", config);
    assertThat(found.device(PLUG).name()).isEqualTo("Tea");
    assertThat(found.devices).containsKey(PLUG + ":relay2");
    assertThat(house.say(PLUG, "turn_on")).containsExactly("cmnd/tea/POWER1 ON");
    assertThat(found.filters)
        .containsKey("tele/tea/LWT")
        .doesNotContainKey("tele/tasmota_F17F56/LWT");
    house.kept("tasmota/discovery/E09806F17F56/config", "");
    assertThat(found.devices).doesNotContainKeys(PLUG, PLUG + ":relay2").containsKey(STRIP);
    assertThat(found.filters).doesNotContainKey("tele/tea/LWT");
    assertThatThrownBy(() -> house.say(PLUG, "turn_on")).isInstanceOf(Failure.class);
  }

  @Test
  void tellsNothingTwice() {
    int before = found.told.size();
    house.play("tasmota.mqtt");
    assertThat(found.told).hasSize(before);
  }

  @Test
  void refusesTopicsThatAreTakenOrImpossible() {
    String config =
        """
        {"dn":"X","mac":"AABBCCDDEEFF","t":"%s","ft":"%s","tp":["cmnd","stat","tele"],"rl":[1],"so":{}}
        """;
    String topic = "tasmota/discovery/AABBCCDDEEFF/config";
    house.kept(topic, config.formatted("hall", "%prefix%/%topic%/"));
    house.kept(topic, config.formatted("#", "%prefix%/%topic%/"));
    house.kept(topic, config.formatted("x", "%prefix%/"));
    house.kept("tasmota/discovery/AABBCCDDEE00/config", config.formatted("x", "%prefix%/%topic%/"));
    assertThat(found.faults)
        .hasSize(4)
        .anyMatch(fault -> fault.contains("used by e8db8494b051"))
        .anyMatch(fault -> fault.contains("another device"));
    assertThat(found.devices).doesNotContainKey("tasmota:aabbccddeeff");
  }

  @ParameterizedTest
  @CsvSource({
    "%prefix%/%topic%/,             cmnd/tea/,             tele/tea/",
    "house/%topic%/%prefix%,        house/tea/cmnd/,       house/tea/tele/",
    "%prefix%/a//%hostname%/,       cmnd/a/kettle/,        tele/a/kettle/",
    "%prefix%/%id%/,                cmnd/AABBCCDDEEFF/,    tele/AABBCCDDEEFF/",
    "house/%topic%,                 house/tea/cmnd/,       house/tea/",
    "house/%topic%/,                house/tea/cmnd/,       house/tea/",
  })
  void isSpokenToWhereItsFullTopicSays(String fullTopic, String commands, String telemetry) {
    house.kept("tasmota/discovery/AABBCCDDEEFF/config", kettle(fullTopic, "cmnd", "tele"));

    assertThat(found.faults).isEmpty();
    assertThat(house.say("tasmota:aabbccddeeff", "turn_on"))
        .containsExactly(commands + "POWER1 ON");
    house.kept(telemetry + "LWT", "Online");
    house.heard(telemetry + "STATE", "{\"POWER1\":\"ON\"}");
    assertThat(found.state("tasmota:aabbccddeeff").get("power")).isEqualTo(true);
    assertThat(found.filters.keySet())
        .anyMatch(filter -> filter.equals(telemetry + "STATE") || filter.equals(telemetry + "+"));
    house.kept("tasmota/discovery/AABBCCDDEEFF/config", "");
    assertThat(found.filters.keySet()).noneMatch(filter -> filter.startsWith(telemetry));
  }

  @Test
  void followsPrefixesOfItsOwn() {
    house.kept("tasmota/discovery/AABBCCDDEEFF/config", kettle("%topic%/%prefix%/", "do", "says"));

    assertThat(house.say("tasmota:aabbccddeeff", "turn_on")).containsExactly("tea/do/POWER1 ON");
    assertThat(found.filters).containsKeys("tea/stat/+", "tea/says/LWT", "tea/says/SENSOR");
  }

  private static String kettle(String fullTopic, String commands, String telemetry) {
    return """
        {"dn":"Kettle","hn":"kettle","mac":"AABBCCDDEEFF","t":"tea","ft":"%s","ofln":"Offline","onln":"Online",
         "state":["OFF","ON","TOGGLE","HOLD"],"tp":["%s","stat","%s"],"rl":[1],"so":{}}
        """
        .formatted(fullTopic, commands, telemetry);
  }

  @Test
  void nonsenseIsAFaultAndChangesNothing() {
    int before = found.told.size();
    house.kept("tasmota/discovery/E09806F17F56/config", "Online");
    house.heard("tele/tasmota_F17F56/STATE", "{\"POWER\":");
    house.heard(
        "tele/tasmota_F17F56/STATE",
        "{\"POWER\":{\"a\":{\"b\":{\"c\":{\"d\":{}}}}},\"Dimmer\":[]}");
    house.heard("stat/tasmota_F17F56/POWER1", "x".repeat(65));
    assertThat(found.faults).hasSize(3);
    assertThat(found.told).hasSize(before);
  }

  @Test
  void floodOfDevicesEndsAtTheLimit() {
    for (int i = 0; i <= 1_000; i++) {
      String mac = "%012X".formatted(i);
      house.kept(
          "tasmota/discovery/" + mac + "/config",
          "{\"mac\":\"%s\",\"t\":\"t%d\",\"ft\":\"%%prefix%%/%%topic%%/\",\"rl\":[1]}"
              .formatted(mac, i));
      house.kept("tasmota/discovery/" + mac + "/sensors", "{\"sn\":{\"A\":{\"Temperature\":1}}}");
    }
    assertThat(found.devices).hasSizeLessThanOrEqualTo(1_000);
    assertThat(found.faults).isNotEmpty().allMatch(fault -> fault.contains("more than 1000"));
  }
}
