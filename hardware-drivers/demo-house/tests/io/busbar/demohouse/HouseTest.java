package io.busbar.demohouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.kit.Failure;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HouseTest {
  private static final LocalDateTime EVENING = LocalDateTime.of(2026, 1, 20, 19, 0);
  private static final String CEILING = "demo:living-room-ceiling";
  private static final String THERMOSTAT = "demo:living-room-thermostat";
  private static final String BLIND = "demo:living-room-blind";
  private static final String LOCK = "demo:hall-lock";
  private static final String TV = "demo:living-room-tv";
  private static final String VACUUM = "demo:hall-vacuum";
  private static final String ALARM = "demo:hall-alarm";
  private static final String COFFEE = "demo:kitchen-coffee";

  private final Houses house = Houses.at(EVENING, Houses.quiet());

  @Test
  void takesEveryCommandOfEveryCatalog() {
    Random choice = new Random(7);
    house
        .now()
        .gadgets()
        .forEach(
            (device, gadget) ->
                gadget
                    .catalog()
                    .forEach(
                        command -> {
                          Houses told =
                              house.tell(device, command.key(), Houses.arguments(command, choice));
                          assertThat(told.state(device)).isNotEmpty();
                        }));
  }

  @Test
  void refusesWhatIsNotInACatalog() {
    house
        .now()
        .gadgets()
        .keySet()
        .forEach(
            device ->
                assertThatThrownBy(() -> house.tell(device, "fly"))
                    .as(device)
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("fly"));
    assertThatThrownBy(() -> house.tell("demo:attic", "turn_on"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("demo:attic");
    assertThatThrownBy(() -> house.tell("demo:bedroom-light", "set_color", Map.of("color", "#FFF")))
        .isInstanceOf(Failure.class);
  }

  @Test
  void saysWhichArgumentIsWrong() {
    assertThatThrownBy(() -> house.tell(THERMOSTAT, "set_mode", Map.of("mode", "dry")))
        .hasMessageContaining("heat, cool, auto, off");
    assertThatThrownBy(() -> house.tell(TV, "set_input", Map.of("input", "Radio")))
        .hasMessageContaining("HDMI 1");
    assertThatThrownBy(() -> house.tell(CEILING, "set_color", Map.of("color", "red")))
        .hasMessageContaining("#FF8800");
    assertThatThrownBy(() -> house.tell(THERMOSTAT, "set_temperature", Map.of("temperature", 31)))
        .isInstanceOf(Failure.class);
  }

  @Test
  void lightsAColourAndRemembersTheBrightness() {
    Houses lit = house.tell(CEILING, "set_color", Map.of("color", "#f80"));
    assertThat(lit.state(CEILING))
        .containsEntry("power", true)
        .containsEntry("color", "#FF8800")
        .containsEntry("brightness", 80);
    Houses dark = lit.tell(CEILING, "set_brightness", Map.of("brightness", 0));
    assertThat(dark.field(CEILING, "power")).isEqualTo(false);
    assertThat(dark.tell(CEILING, "toggle").state(CEILING))
        .containsEntry("power", true)
        .containsEntry("brightness", 100);
  }

  @Test
  void warmsAndCoolsTheRoomForBothWhoMeasureIt() {
    double before = house.number(THERMOSTAT, "temperature");
    Houses heating = house.tell(THERMOSTAT, "set_temperature", Map.of("temperature", 24.0));
    assertThat(heating.extra(THERMOSTAT, "status")).isEqualTo("heating");
    double warmer = heating.live(120).number(THERMOSTAT, "temperature");
    assertThat(warmer).isBetween(before + 0.5, before + 4);
    assertThat(heating.number("demo:living-room-air", "temperature")).isEqualTo(warmer);
    Houses off = heating.tell(THERMOSTAT, "turn_off");
    assertThat(off.state(THERMOSTAT)).containsEntry("mode", "off").containsEntry("power", false);
    assertThat(off.live(300).number(THERMOSTAT, "temperature")).isLessThan(warmer);
    assertThat(off.tell(THERMOSTAT, "turn_on").field(THERMOSTAT, "mode")).isEqualTo("auto");
  }

  @Test
  void stopsABlindOnItsWay() {
    Houses moving = house.tell(BLIND, "close").live(4);
    assertThat(moving.extra(BLIND, "status")).isEqualTo("closing");
    assertThat(moving.number(BLIND, "position")).isEqualTo(80);
    Houses stopped = moving.tell(BLIND, "stop").live(10);
    assertThat(stopped.number(BLIND, "position")).isEqualTo(80);
    assertThat(stopped.extra(BLIND, "status")).isEqualTo("stopped");
  }

  @Test
  void turnsTheLockBeforeItIsUnlocked() {
    Houses turning = house.tell(LOCK, "unlock");
    assertThat(turning.state(LOCK))
        .containsEntry("lockState", "unlocking")
        .containsEntry("locked", false);
    assertThat(turning.live(3).field(LOCK, "lockState")).isEqualTo("unlocked");
    assertThat(turning.tell(LOCK, "lock").field(LOCK, "lockState")).isEqualTo("locking");
    assertThat(turning.live(3).field(LOCK, "locked")).isEqualTo(true);
  }

  @Test
  void cleansComesHomeAndCharges() {
    Houses cleaning = house.tell(VACUUM, "start").live(300);
    assertThat(cleaning.field(VACUUM, "status")).isEqualTo("cleaning");
    assertThat(cleaning.number(VACUUM, "battery")).isLessThan(90);
    assertThat(cleaning.tell(VACUUM, "pause").live(60).field(VACUUM, "status")).isEqualTo("paused");
    assertThat(cleaning.tell(VACUUM, "start").live(300).field(VACUUM, "status"))
        .isEqualTo("returning");
    double low = cleaning.live(30).number(VACUUM, "battery");
    assertThat(cleaning.field(VACUUM, "status")).isEqualTo("docked");
    assertThat(cleaning.live(600).number(VACUUM, "battery")).isGreaterThan(low);
    assertThat(cleaning.tell(VACUUM, "locate").extra(VACUUM, "locating")).isEqualTo(true);
    assertThat(cleaning.live(6).extra(VACUUM, "locating")).isEqualTo(false);
  }

  @Test
  void goesHomeToChargeWhenTheBatteryIsLow() {
    Houses tired = house;
    for (int rounds = 0; rounds < 40; rounds++) {
      tired = tired.tell(VACUUM, "spot_clean").live(55);
      if (!"cleaning".equals(tired.field(VACUUM, "status"))) {
        break;
      }
    }
    assertThat(tired.field(VACUUM, "status")).isIn("returning", "docked");
    assertThat(tired.number(VACUUM, "battery")).isLessThan(30);
  }

  @Test
  void playsPausesAndSkips() {
    Houses playing = house.tell(TV, "play").live(65);
    assertThat(playing.state(TV))
        .containsEntry("power", true)
        .containsEntry("playback", "playing")
        .containsEntry("mediaPosition", 60);
    Object title = playing.field(TV, "title");
    assertThat(playing.tell(TV, "next").field(TV, "title")).isNotEqualTo(title);
    assertThat(playing.tell(TV, "previous").field(TV, "title")).isEqualTo(title);
    assertThat(playing.tell(TV, "pause").field(TV, "playback")).isEqualTo("paused");
    assertThat(playing.tell(TV, "volume_up").field(TV, "volume")).isEqualTo(32);
    assertThat(playing.tell(TV, "set_input", Map.of("input", "HDMI 2")).field(TV, "source"))
        .isEqualTo("HDMI 2");
    assertThat(playing.tell(TV, "turn_off").state(TV))
        .containsEntry("playback", "stopped")
        .containsEntry("title", null);
  }

  @Test
  void measuresWhatIsPluggedIn() {
    Houses brewing = house.tell(COFFEE, "turn_on").live(30);
    assertThat(watts(brewing)).isBetween(1_300.0, 1_400.0);
    assertThat(watts(brewing.live(60))).isBetween(40.0, 50.0);
    assertThat(watts(brewing.tell(COFFEE, "turn_off"))).isZero();
    assertThat(brewing.now().gadgets().get(COFFEE))
        .isInstanceOfSatisfying(
            Outlet.class, outlet -> assertThat(outlet.kilowattHours()).isBetween(0.02, 0.03));
  }

  @Test
  void soundsTheAlarmUnlessSomebodyDisarmsInTime() {
    Houses armed = house.tell(ALARM, "arm_away");
    assertThat(armed.tell("demo:hall-motion", "simulate").live(19).field(ALARM, "alarm"))
        .as("there is time to leave")
        .isEqualTo(false);
    assertThat(armed.live(40).field(ALARM, "alarm"))
        .as("somebody still moved when it began to watch")
        .isEqualTo(true);
    Houses quiet = armed.tell(ALARM, "disarm").live(120).tell(ALARM, "arm_home").live(30);
    assertThat(quiet.tell("demo:hall-motion", "simulate").live(60).field(ALARM, "alarm"))
        .as("who is at home may walk about")
        .isEqualTo(false);
    Houses entered = quiet.tell("demo:hall-door", "simulate").live(10);
    assertThat(entered.extra(ALARM, "status")).isEqualTo("entry");
    assertThat(entered.live(10).field(ALARM, "alarm")).isEqualTo(true);
    assertThat(entered.tell(ALARM, "disarm").field(ALARM, "alarm")).isEqualTo(false);
  }

  private static double watts(Houses house) {
    Map<?, ?> sensors = (Map<?, ?>) house.extra(COFFEE, "sensors");
    Map<?, ?> power = sensors == null ? Map.of() : (Map<?, ?>) sensors.get("power");
    return power != null && power.get("value") instanceof Number watts ? watts.doubleValue() : -1;
  }
}
