package io.busbar.drivers.discovery.homie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.RecordedFindings;
import io.busbar.drivers.discovery.Recording;
import io.busbar.drivers.mqtt.MqttMessage;
import io.busbar.kit.Failure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HomieTest {
  private static final String SHELF = "homie:shelf";
  private static final String STRIP = "homie:strip";

  private final Homie homie = new Homie(Homie.NAME);
  private final Recording house = new Recording(homie);
  private final RecordedFindings found = house.findings;

  @BeforeEach
  void listen() {
    house.play("homie4.mqtt");
    house.play("homie5.mqtt");
  }

  @Test
  void tellsDevicesAndTheirControls() {
    assertThat(found.devices.keySet())
        .containsExactlyInAnyOrder(
            SHELF,
            "homie:bridge",
            STRIP,
            STRIP + ":socket-2",
            STRIP + ":lamp",
            "homie:climate",
            "homie:climate:fan",
            "homie:door",
            "homie:door:shutter");
    assertThat(found.faults).isEmpty();
    assertThat(found.device(SHELF).deviceType()).isEqualTo("light");
    assertThat(found.device(SHELF).properties())
        .contains(entry("identities", List.of("de:ad:be:ef:fe:ed")));
    assertThat(found.device(STRIP + ":socket-2").name()).isEqualTo("Power strip Socket 2");
    assertThat(found.device(STRIP + ":lamp").deviceType()).isEqualTo("light");
    assertThat(found.device("homie:climate").deviceType()).isEqualTo("thermostat");
    assertThat(found.device("homie:door").deviceType()).isEqualTo("lock");
    assertThat(found.device("homie:door:shutter").deviceType()).isEqualTo("shade");
  }

  @Test
  void devicesMayBeUnderAnotherRoot() {
    Homie elsewhere = new Homie("attic/things");
    Recording attic = new Recording(elsewhere);
    for (String recording : List.of("homie4.mqtt", "homie5.mqtt")) {
      for (MqttMessage message : Recording.read(recording)) {
        attic.kept(message.topic(), message.payload().text());
      }
      assertThat(attic.findings.devices).isEmpty();
    }
    for (String recording : List.of("homie4.mqtt", "homie5.mqtt")) {
      for (MqttMessage message : Recording.read(recording)) {
        attic.kept("attic/things" + message.topic().substring(5), message.payload().text());
      }
    }

    assertThat(attic.findings.devices).containsKeys(SHELF, STRIP, "homie:climate");
    assertThat(attic.findings.filters).containsKey("attic/things/5/strip/+/+");
    assertThat(elsewhere.filters())
        .containsExactlyInAnyOrder(
            "attic/things/+/$homie",
            "attic/things/+/$state",
            "attic/things/5/+/$state",
            "attic/things/5/+/$description");
    assertThat(attic.say(SHELF, "turn_off"))
        .containsExactly("attic/things/shelf/light/power/set false");
    assertThat(attic.say(STRIP, "turn_on"))
        .allMatch(message -> message.startsWith("attic/things/5/strip/"));
  }

  @Test
  void lightOfHomieFourSpeaksItsUnits() {
    assertThat(found.state(SHELF).values())
        .contains(entry("power", true), entry("brightness", 20L), entry("battery", 80L));
    house.heard("homie/shelf/light/color", "30,100,100");
    house.heard("homie/shelf/light/colortemp", "250");
    assertThat(found.state(SHELF).values())
        .contains(entry("color", "#FF8000"), entry("colorTemperature", 4000L));
    assertThat(house.say(SHELF, "turn_off")).containsExactly("homie/shelf/light/power/set false");
    assertThat(house.say(SHELF, "set_brightness", "brightness", 50))
        .containsExactly("homie/shelf/light/brightness/set 128");
    assertThat(house.say(SHELF, "set_color", "color", "#00FF00"))
        .containsExactly("homie/shelf/light/color/set 120,100,100");
    assertThat(house.say(SHELF, "set_color_temperature", "colorTemperature", 4000))
        .containsExactly("homie/shelf/light/colortemp/set 250");
    assertThat(house.say(SHELF, "set_light_effect", "value", "rainbow"))
        .containsExactly("homie/shelf/light/effect/set rainbow");
    assertThat(found.schema(SHELF, "set_light_effect").list("enum"))
        .isEqualTo(List.of("none", "rainbow"));
    assertThat(found.schema(SHELF, "set_color_temperature").values())
        .contains(entry("minimum", 2000L), entry("maximum", 6536L));
  }

  @Test
  void happeningsAreActions() {
    house.heard("homie/shelf/button/press", "long");
    house.heard("homie/shelf/button/press", "long");
    house.heard("homie/5/door/bell/event", "pressed");
    assertThat(found.events)
        .containsExactly(SHELF + " press_long", SHELF + " press_long", "homie:door bell_pressed");
  }

  @Test
  void homieFiveSpeaksItsUnits() {
    house.kept("homie/5/strip/socket-1/power", "42.5");
    house.kept("homie/5/strip/lamp/level", "0.5");
    house.kept("homie/5/strip/lamp/color", "hsv,240,100,100");
    assertThat(found.sensor(STRIP, "socket_1_power")).isEqualTo(42.5);
    assertThat(found.state(STRIP + ":lamp").values())
        .contains(entry("brightness", 50L), entry("color", "#0000FF"));
    assertThat(house.say(STRIP + ":lamp", "turn_on"))
        .containsExactly("homie/5/strip/lamp/state/set on");
    assertThat(house.say(STRIP + ":lamp", "set_brightness", "brightness", 25))
        .containsExactly("homie/5/strip/lamp/level/set 0.25");
    assertThat(house.say(STRIP + ":lamp", "set_color", "color", "#102030"))
        .containsExactly("homie/5/strip/lamp/color/set rgb,16,32,48");
    assertThat(house.say(STRIP + ":socket-2", "turn_on"))
        .containsExactly("homie/5/strip/socket-2/switch/set true");
  }

  @Test
  void happeningsAreSetAtMostOnceAndValuesExactlyOnce() {
    List<MqttMessage> value = homie.publications(STRIP, "turn_on", Fields.EMPTY);
    List<MqttMessage> happening =
        homie.publications(
            STRIP + ":socket-2", "set_socket_2_mode", new Fields(Map.of("value", "a")));
    assertThat(value).singleElement().extracting(MqttMessage::qos).isEqualTo(2);
    assertThat(happening).singleElement().extracting(MqttMessage::qos).isEqualTo(0);
    assertThat(value).noneMatch(MqttMessage::retained);
  }

  @Test
  void thermostatFanLockAndShutterWork() {
    house.kept("homie/5/climate/thermostat/temperature", "68");
    house.kept("homie/5/climate/thermostat/humidity", "41");
    house.kept("homie/5/climate/thermostat/set-temperature", "21.5");
    house.kept("homie/5/climate/thermostat/mode", "heat");
    house.kept("homie/5/climate/fan/speed", "2");
    assertThat(found.state("homie:climate").values())
        .contains(
            entry("temperature", 20L),
            entry("humidity", 41L),
            entry("targetTemperature", 21.5),
            entry("mode", "heat"));
    assertThat(found.state("homie:climate:fan").get("fanSpeed")).isEqualTo(2L);
    assertThat(house.say("homie:climate", "set_temperature", "temperature", 19.5))
        .containsExactly("homie/5/climate/thermostat/set-temperature/set 19.5");
    assertThat(house.say("homie:climate:fan", "set_fan_speed", "speed", 3))
        .containsExactly("homie/5/climate/fan/speed/set 3");
    house.kept("homie/5/door/lock/lock", "true");
    house.kept("homie/5/door/contact/open", "true");
    assertThat(found.state("homie:door").values())
        .contains(entry("locked", true), entry("contact", "open"));
    assertThat(house.say("homie:door", "unlock"))
        .containsExactly("homie/5/door/lock/lock/set false");
    assertThat(house.say("homie:door:shutter", "open"))
        .containsExactly("homie/5/door/shutter/action/set up");
    assertThat(house.say("homie:door:shutter", "set_position", "position", 40))
        .containsExactly("homie/5/door/shutter/position/set 40");
    assertThat(house.say("homie:door", "set_contact_note", "value", "hello"))
        .containsExactly("homie/5/door/contact/note/set hello");
  }

  @Test
  void lostDevicesAreOutOfReachNotGone() {
    house.kept("homie/shelf/$state", "lost");
    assertThat(found.reachable).containsEntry(SHELF, false).containsEntry(STRIP, true);
    house.kept("homie/shelf/$state", "ready");
    assertThat(found.reachable).containsEntry(SHELF, true);
    house.kept("homie/5/bridge/$state", "lost");
    assertThat(found.reachable)
        .containsEntry(STRIP, false)
        .containsEntry(STRIP + ":lamp", false)
        .containsEntry("homie:door", false);
    house.kept("homie/5/bridge/$state", "ready");
    house.kept("homie/5/strip/$state", "disconnected");
    assertThat(found.reachable).containsEntry(STRIP, false).containsEntry("homie:door", true);
    assertThat(found.devices).containsKeys(SHELF, STRIP);
  }

  @Test
  void alertsAreToldAndTakenBack() {
    house.kept("homie/5/strip/$alert/fuse", "Fuse is hot");
    assertThat(found.state(STRIP).object("extras").get("alerts"))
        .isEqualTo(Map.of("fuse", "Fuse is hot"));
    house.kept("homie/5/strip/$alert/fuse", "");
    assertThat(found.state(STRIP).object("extras").get("alerts")).isEqualTo(Map.of());
  }

  @Test
  void changedDescriptionsUpdateAndEmptyOnesRemove() {
    house.kept(
        "homie/5/strip/$description",
        "{\"homie\":\"5.0\",\"name\":\"Renamed\",\"nodes\":{\"socket-1\":{\"properties\":{\"switch\":{\"datatype\":\"boolean\",\"settable\":true}}}}}");
    assertThat(found.device(STRIP).name()).isEqualTo("Renamed");
    assertThat(found.devices).doesNotContainKeys(STRIP + ":socket-2", STRIP + ":lamp");
    house.kept("homie/5/strip/$state", "");
    assertThat(found.devices).doesNotContainKey(STRIP);
    house.kept("homie/shelf/$homie", "");
    assertThat(found.devices).doesNotContainKey(SHELF);
    assertThat(found.filters).doesNotContainKeys("homie/5/strip/+/+", "homie/shelf/#");
    assertThatThrownBy(() -> house.say(SHELF, "turn_on")).isInstanceOf(Failure.class);
  }

  @Test
  void deviceThatMovedOnIsToldOnce() {
    house.kept(
        "homie/5/shelf/$description",
        "{\"homie\":\"5.0\",\"name\":\"New\",\"nodes\":{\"light\":{\"properties\":{\"power\":{\"datatype\":\"boolean\",\"settable\":true}}}}}");
    house.kept("homie/shelf/$state", "lost");
    assertThat(found.faults).isEmpty();
    assertThat(house.say(SHELF, "turn_on")).containsExactly("homie/5/shelf/light/power/set true");
  }

  @Test
  void tellsNothingTwice() {
    int before = found.told.size();
    house.play("homie4.mqtt");
    house.play("homie5.mqtt");
    assertThat(found.told).hasSize(before);
  }

  @Test
  void nonsenseIsAFaultAndChangesNothing() {
    int before = found.told.size();
    house.kept("homie/5/strip/$description", "{\"homie\":\"4.0\"}");
    house.kept("homie/5/strip/$description", "not json");
    house.kept("homie/5/strip/lamp/color", "rgb,1");
    house.kept("homie/5/strip/lamp/level", "bright");
    house.kept("homie/5/UP PER/$description", "{}");
    house.kept("homie/shelf/light/power/set", "true");
    house.kept("homie/5/strip/socket-1/power/$target", "1");
    assertThat(found.faults).hasSize(2);
    assertThat(found.told).hasSize(before);
  }

  @Test
  void countlessAttributesStayWithinBounds() {
    for (int i = 0; i < 3_000; i++) {
      house.kept("homie/shelf/n" + i + "/$name", "x");
    }
    assertThat(found.faults).isNotEmpty().allMatch(fault -> fault.contains("too many attributes"));
    assertThat(house.say(SHELF, "turn_on")).containsExactly("homie/shelf/light/power/set true");
  }
}
