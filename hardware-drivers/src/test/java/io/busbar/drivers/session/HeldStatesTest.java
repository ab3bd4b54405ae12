package io.busbar.drivers.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.driver.DriverFrame.StateUpdate;
import io.busbar.contracts.value.Fields;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class HeldStatesTest {
  private final HeldStates held = new HeldStates();

  @Test
  void mergesPatchesOfOneDeviceAndKeepsEveryId() {
    assertThat(held.hold(update(1, "a", "{'on':true,'extras':{'x':1}}"))).isTrue();
    assertThat(held.hold(update(null, "a", "{'extras':{'y':null}}"))).isTrue();
    assertThat(held.hold(update(2, "a", "{'on':false}"))).isTrue();

    HeldStates.Held one = held.takeOldest().orElseThrow();

    assertThat(one.patch()).isEqualTo(fields("{'on':false,'extras':{'x':1,'y':null}}"));
    assertThat(one.ids()).isEqualTo(List.of(1, 2));
    assertThat(held.isEmpty()).isTrue();
  }

  @Test
  void givesTheDeviceThatWaitedLongestFirst() {
    assertThat(held.hold(update(1, "a", "{'v':1}"))).isTrue();
    assertThat(held.hold(update(2, "b", "{'v':2}"))).isTrue();
    assertThat(held.hold(update(3, "a", "{'v':3}"))).isTrue();
    assertThat(held.holds("b")).isTrue();

    assertThat(held.takeOldest().orElseThrow().externalId()).isEqualTo("a");
    assertThat(held.takeOldest().orElseThrow().externalId()).isEqualTo("b");
    assertThat(held.takeOldest()).isEmpty();
    assertThat(held.holds("b")).isFalse();
  }

  @Test
  void saysWhenTooManyAcknowledgementsWait() {
    for (int i = 1; i < 1000; i++) {
      assertThat(held.hold(update(i, "a", "{'v':1}"))).isTrue();
    }

    assertThat(held.hold(update(1000, "a", "{'v':1}"))).isFalse();

    assertThat(held.takeOldest().orElseThrow().ids()).hasSize(1000);
  }

  private static StateUpdate update(@Nullable Object id, String device, String patch) {
    return new StateUpdate(id, device, fields(patch));
  }

  private static Fields fields(String json) {
    return new Fields(Json.readObject(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
  }
}
