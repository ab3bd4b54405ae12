package io.busbar.verticles.states;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.StateVersion;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveStateTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final DriverInstance HUE = DriverInstance.of("HUE", "hue-1");

  private static final Fields ASSUMED =
      Fields.of("power", true).with("extras", Map.of("assumed", true));

  private final DeviceState unknown = LiveState.unknown(new DeviceId("d"), HUE);

  @Test
  void becomesTrueAndPresentWithAReport() {
    LiveState.Decision decision = report(unknown, Fields.of("power", true), NOON);

    assertThat(decision.changed()).containsExactly("power");
    assertThat(decision.state().online()).isTrue();
    assertThat(decision.state().stale()).isFalse();
    assertThat(decision.state().version()).isEqualTo(new StateVersion(0, 1));
    assertThat(decision.state().changedAt()).containsEntry("power", NOON);
    assertThat(decision.state().lastSeen()).isEqualTo(NOON);
  }

  @Test
  void changesNothingButTheLastSeenWithAnIdenticalReport() {
    DeviceState before = report(unknown, Fields.of("power", true), NOON).state();
    LiveState.Decision again = report(before, Fields.of("power", "on"), NOON.plusSeconds(5));

    assertThat(again.changed()).isEmpty();
    assertThat(LiveState.differs(before, again.state())).isFalse();
    assertThat(again.state().lastSeen()).isEqualTo(NOON.plusSeconds(5));
    assertThat(again.state().updatedAt()).isEqualTo(NOON);
  }

  @Test
  void stampsOnlyTheFieldsThatChanged() {
    DeviceState before = report(unknown, Fields.of("power", true).with("volume", 1), NOON).state();
    DeviceState after = report(before, Fields.of("volume", 2), NOON.plusSeconds(5)).state();

    assertThat(after.changedAt())
        .containsEntry("power", NOON)
        .containsEntry("volume", NOON.plusSeconds(5));
    assertThat(after.state()).isEqualTo(Fields.of("power", true).with("volume", 2));
  }

  @Test
  void revivesWithAnIdenticalReport() {
    DeviceState lost = LiveState.lost(report(unknown, Fields.of("power", true), NOON).state());
    assertThat(lost.online()).isFalse();
    assertThat(lost.stale()).isTrue();

    LiveState.Decision back = report(lost, Fields.of("power", true), NOON.plusSeconds(5));

    assertThat(back.changed()).isEmpty();
    assertThat(LiveState.differs(lost, back.state())).isTrue();
    assertThat(back.state().stale()).isFalse();
  }

  @Test
  void isPresentButNotYetTrueWhenAnnounced() {
    DeviceState announced = LiveState.announced(unknown, HUE, NOON);

    assertThat(announced.online()).isTrue();
    assertThat(announced.stale()).isTrue();
    assertThat(LiveState.differs(unknown, announced)).isTrue();
    assertThat(LiveState.differs(announced, LiveState.announced(announced, HUE, NOON))).isFalse();
  }

  @Test
  void losesOnlyOnce() {
    DeviceState lost = LiveState.lost(LiveState.announced(unknown, HUE, NOON));

    assertThat(LiveState.differs(lost, LiveState.lost(lost))).isFalse();
    assertThat(LiveState.missing(lost).missing()).isTrue();
    assertThat(LiveState.announced(LiveState.missing(lost), HUE, NOON).missing()).isFalse();
  }

  @Test
  void continuesFromTheStoredVersionInAHigherEpoch() {
    DeviceState stored = report(unknown, Fields.of("power", true), NOON).state();
    DeviceState restored = LiveState.restored(stored);

    assertThat(restored.version()).isEqualTo(stored.version());
    assertThat(LiveState.takenOver(restored).version()).isGreaterThan(stored.version());
    assertThat(restored.state()).isEqualTo(stored.state());
    assertThat(restored.online()).isFalse();
    assertThat(restored.stale()).isTrue();
  }

  @Test
  void assumesFieldsAndNothingElse() {
    DeviceState lost = LiveState.lost(report(unknown, Fields.of("power", false), NOON).state());
    Instant later = NOON.plusSeconds(5);

    LiveState.Decision decision = LiveState.assumed(lost, ASSUMED, later);

    assertThat(decision.changed()).containsExactlyInAnyOrder("power", "extras");
    assertThat(decision.state().state()).isEqualTo(ASSUMED);
    assertThat(decision.state().version()).isEqualTo(lost.version().next());
    assertThat(decision.state().changedAt()).containsEntry("power", later);
    assertThat(decision.state().driver()).isEqualTo(HUE);
    assertThat(decision.state().lastSeen()).isEqualTo(NOON);
    assertThat(decision.state().online()).isFalse();
    assertThat(decision.state().stale()).isTrue();
    assertThat(LiveState.assumed(decision.state(), ASSUMED, later).state())
        .isEqualTo(decision.state());
  }

  @Test
  void assumesNothingAnyMoreOnceTheDriverSpoke() {
    DeviceState assumed = LiveState.assumed(unknown, ASSUMED, NOON).state();

    LiveState.Decision spoken = report(assumed, Fields.of("power", true), NOON);
    assertThat(spoken.changed()).containsExactly("extras");
    assertThat(spoken.state().state()).isEqualTo(Fields.of("power", true).with("extras", Map.of()));

    LiveState.Decision itself = report(assumed, ASSUMED, NOON);
    assertThat(itself.changed()).isEmpty();
    assertThat(itself.state().state()).isEqualTo(ASSUMED);
  }

  private static LiveState.Decision report(DeviceState before, Fields patch, Instant at) {
    return LiveState.reported(before, HUE, patch, at);
  }
}
