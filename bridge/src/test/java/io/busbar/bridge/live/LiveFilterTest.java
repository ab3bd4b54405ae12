package io.busbar.bridge.live;

import static io.busbar.bridge.live.Happenings.event;
import static io.busbar.bridge.live.Happenings.stateEvent;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.value.DeviceId;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LiveFilterTest {
  private static final DeviceId LAMP = new DeviceId("lamp");

  @Test
  void withoutRestrictionsTakesEverything() {
    assertThat(LiveFilter.ALL.isAll()).isTrue();
    assertThat(LiveFilter.ALL.accepts(stateEvent(1, "lamp"))).isTrue();
    assertThat(LiveFilter.ALL.accepts(event(1, "lamp", "ACTION_FAILED"))).isTrue();
    assertThat(LiveFilter.ALL.acceptsState(LAMP)).isTrue();
  }

  @Test
  void takesTheDevicesItNames() {
    LiveFilter lamp = new LiveFilter(Set.of(LAMP), Set.of());

    assertThat(lamp.isAll()).isFalse();
    assertThat(lamp.accepts(stateEvent(1, "lamp"))).isTrue();
    assertThat(lamp.accepts(event(1, "lamp", "ACTION_FAILED"))).isTrue();
    assertThat(lamp.accepts(stateEvent(1, "plug"))).isFalse();
    assertThat(lamp.acceptsState(new DeviceId("plug"))).isFalse();
    LiveEvent ofNoDevice = new LiveEvent(1, LiveEvent.Kind.EVENT, null, "DRIVER_STATUS", Map::of);
    assertThat(lamp.accepts(ofNoDevice)).isFalse();
  }

  @Test
  void takesTheKindsAndTypesItNames() {
    LiveFilter some = new LiveFilter(Set.of(), Set.of("state", "ACTION_FAILED"));

    assertThat(some.accepts(stateEvent(1, "lamp"))).isTrue();
    assertThat(some.accepts(event(1, "lamp", "ACTION_FAILED"))).isTrue();
    assertThat(some.accepts(event(1, "lamp", "ACTION_RESULT"))).isFalse();
    assertThat(new LiveFilter(Set.of(), Set.of("event")).accepts(event(1, "x", "ANY"))).isTrue();
  }
}
