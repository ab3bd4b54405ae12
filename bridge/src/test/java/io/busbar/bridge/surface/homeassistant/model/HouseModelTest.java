package io.busbar.bridge.surface.homeassistant.model;

import static io.busbar.bridge.surface.homeassistant.model.Things.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HouseModelTest {
  private static final Fields ON = Fields.of("power", true).with("brightness", 50);
  private static final Fields OFF = Fields.of("power", false).with("brightness", 50);

  private final HouseModel house =
      new HouseModel(new ContextIds(Clock.fixed(NOON, ZoneOffset.UTC), new Random(1)));

  @Test
  void showsALightInItsOwnWords() {
    List<Change> changes =
        house.put(
            Things.device("dev_1", "light", ON, "turn_on", "set_brightness", "set_color"), NOON);

    assertThat(changes).hasSize(1);
    EntityState light = house.find("light.dev_1").orElseThrow();
    assertThat(light.state()).isEqualTo("on");
    assertThat(light.attributes().get("friendly_name")).isEqualTo("Thing dev_1");
    assertThat(light.attributes().get("brightness")).isEqualTo(128L);
    assertThat(light.attributes().get("supported_color_modes")).isEqualTo(List.of("rgb"));
    assertThat(light.context().id()).hasSize(26);
  }

  @Test
  void tellsChangesOfStateFromChangesOfAttributesAndMereReports() {
    house.put(Things.device("a", "light", ON, "set_brightness"), NOON);
    Instant later = NOON.plusSeconds(1);
    Instant last = NOON.plusSeconds(2);

    assertThat(house.put(Things.state("a", 1, ON, true), later)).isEmpty();
    assertThat(light().lastReported()).isEqualTo(later);
    assertThat(light().lastUpdated()).isEqualTo(NOON);

    house.put(Things.state("a", 2, ON.with("brightness", 10), true), later);
    assertThat(light().lastUpdated()).isEqualTo(later);
    assertThat(light().lastChanged()).isEqualTo(NOON);

    List<Change> off = house.put(Things.state("a", 3, OFF, true), last);
    assertThat(off).hasSize(1);
    assertThat(light().lastChanged()).isEqualTo(last);
  }

  @Test
  void tellsChangesOfOneMoment() {
    house.put(Things.device("a", "light", ON), NOON);

    assertThat(house.put(Things.state("a", 1, OFF, true), NOON)).hasSize(1);
    assertThat(house.put(Things.state("a", 2, ON, true), NOON)).hasSize(1);
    assertThat(house.put(Things.state("a", 3, ON, true), NOON)).isEmpty();
  }

  @Test
  void leavesOlderReportsAside() {
    house.put(Things.device("a", "light", ON), NOON);
    house.put(Things.state("a", 5, OFF, true), NOON);

    assertThat(house.put(Things.state("a", 4, ON, true), NOON)).isEmpty();
    assertThat(light().state()).isEqualTo("off");
  }

  @Test
  void showsWhatCannotBeReached() {
    house.put(Things.device("a", "light", ON), NOON);
    house.put(Things.state("a", 1, ON, false), NOON);

    assertThat(light().state()).isEqualTo(EntityState.UNAVAILABLE);
  }

  @Test
  void showsWhatADeviceMeasures() {
    Fields sensors =
        Fields.of(
            "sensors",
            Map.of(
                "load",
                Map.of("name", "Load", "value", 3.5, "unit", "W"),
                "leak",
                Map.of("name", "Leak", "value", true)));
    Fields state =
        Fields.of("motion", true)
            .with("battery", 80)
            .with("contact", "closed")
            .with("extras", sensors.values());
    house.put(Things.device("s", "sensor", state), NOON);

    assertThat(house.find("binary_sensor.s_motion").map(EntityState::state)).contains("on");
    assertThat(house.find("binary_sensor.s_contact").map(EntityState::state)).contains("off");
    assertThat(house.find("sensor.s_battery").map(EntityState::state)).contains("80");
    assertThat(house.find("sensor.s_load").map(EntityState::state)).contains("3.5");
    assertThat(house.find("binary_sensor.s_leak").map(EntityState::state)).contains("on");
    assertThat(
            house.find("sensor.s_load").map(load -> load.attributes().get("unit_of_measurement")))
        .contains("W");
  }

  @Test
  void forgetsEntitiesOfADeviceThatIsGone() {
    house.put(Things.device("a", "light", ON.with("battery", 3)), NOON);
    List<Change> changes = house.remove(new DeviceId("a"), NOON);

    assertThat(changes).hasSize(2).allMatch(change -> change.to() == null && change.from() != null);
    assertThat(house.all()).isEmpty();
  }

  @Test
  void keepsEntitiesOfTwoDevicesApartWhoseIdsLookAlike() {
    house.put(Things.device("a-b", "light", ON), NOON);
    house.put(Things.device("a_b", "light", OFF), NOON);

    assertThat(house.all()).hasSize(1);
    assertThat(house.find("light.a_b").map(EntityState::state)).contains("on");
    assertThat(house.remove(new DeviceId("a_b"), NOON)).isEmpty();
    assertThat(house.all()).hasSize(1);
  }

  private EntityState light() {
    return house.find("light.a").orElseThrow();
  }
}
