package io.busbar.bridge.surface.homeassistant.model;

import static io.busbar.bridge.surface.homeassistant.model.Things.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Fields;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StateTriggerTest {
  private static final Fields ON = Fields.of("power", true).with("brightness", 100);

  private final HouseModel house =
      new HouseModel(new ContextIds(Clock.fixed(NOON, ZoneOffset.UTC), new Random(1)));
  private Change turnedOff;
  private Change dimmed;

  @BeforeEach
  void happen() {
    house.put(Things.device("a", "light", ON, "set_brightness"), NOON);
    dimmed =
        only(house.put(Things.state("a", 1, ON.with("brightness", 5), true), NOON.plusSeconds(1)));
    turnedOff =
        only(house.put(Things.state("a", 2, Fields.of("power", false), true), NOON.plusSeconds(2)));
  }

  @Test
  void firesOnEveryChangeWhereNothingIsSaid() {
    StateTrigger any = trigger(Map.of());
    assertThat(any.fires(dimmed)).isTrue();
    assertThat(any.fires(turnedOff)).isTrue();
  }

  @Test
  void keepsToWhatIsSaid() {
    assertThat(trigger(Map.of("to", "off")).fires(turnedOff)).isTrue();
    assertThat(trigger(Map.of("to", List.of("off", "x"), "from", "on")).fires(turnedOff)).isTrue();
    assertThat(trigger(Map.of("to", "on")).fires(turnedOff)).isFalse();
    assertThat(trigger(Map.of("to", "on")).fires(dimmed)).isFalse();
    assertThat(trigger(Map.of("from", "off")).fires(turnedOff)).isFalse();
    assertThat(trigger(Map.of("attribute", "brightness")).fires(dimmed)).isTrue();
    assertThat(trigger(Map.of("attribute", "friendly_name")).fires(dimmed)).isFalse();
    assertThat(trigger(Map.of("entity_id", "light.b")).fires(dimmed)).isFalse();
  }

  @Test
  void refusesWhatIsNotOffered() {
    assertThatThrownBy(() -> StateTrigger.of(0, Fields.of("platform", "sun")))
        .isInstanceOf(HubFailure.class);
    assertThatThrownBy(() -> StateTrigger.of(0, Fields.of("platform", "state")))
        .isInstanceOf(HubFailure.class);
    assertThatThrownBy(() -> trigger(Map.of("for", "00:00:10"))).isInstanceOf(HubFailure.class);
  }

  private static Change only(List<Change> changes) {
    assertThat(changes).hasSize(1);
    return changes.get(0);
  }

  private static StateTrigger trigger(Map<String, Object> more) {
    Fields asked = Fields.of("platform", "state").with("entity_id", "light.a");
    return StateTrigger.of(0, asked.with(new Fields(new HashMap<>(more))));
  }
}
