package io.busbar.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.bridge.live.Remotes.Moved;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RemotesTest {
  private static final DeviceState THERE = Happenings.remoteState(1, true, Map.of("battery", 80));
  private static final DeviceState OFFLINE =
      Happenings.remoteState(2, true, Map.of("online", false, "battery", 80));
  private static final DeviceState DRIVER_LOST = Happenings.remoteState(3, false, Map.of());

  private final Remotes remotes = new Remotes();

  @Test
  void whatIsThereAtTheStartIsNoNews() {
    remotes.learn(Happenings.remote(), THERE);

    assertThat(remotes.changed(THERE, Source.DRIVER)).isEmpty();
    assertThat(remotes.changed(OFFLINE, Source.DRIVER)).map(Moved::there).hasValue(false);
  }

  @Test
  void isGoneWithItsDriverAndOnlyOnce() {
    remotes.learn(Happenings.remote(), THERE);

    assertThat(remotes.changed(DRIVER_LOST, Source.SYSTEM))
        .hasValue(new Moved(Happenings.remote(), false, null, Source.SYSTEM));
    assertThat(remotes.changed(OFFLINE, Source.DRIVER)).isEmpty();
    assertThat(remotes.changed(THERE, Source.DRIVER))
        .hasValue(new Moved(Happenings.remote(), true, 80, Source.DRIVER));
  }

  @Test
  void whatWasTrueBeforeItsDriverWasLostIsNotTakenForNow() {
    remotes.learn(Happenings.remote(), DRIVER_LOST);
    DeviceState announced =
        new DeviceState(
            THERE.deviceId(),
            THERE.driver(),
            THERE.version(),
            Fields.of("online", true),
            Map.of(),
            null,
            null,
            true,
            true,
            false);

    assertThat(remotes.changed(announced, Source.DRIVER)).isEmpty();
  }

  @Test
  void aStateThatComesBeforeItsDeviceCounts() {
    assertThat(remotes.changed(THERE, Source.DRIVER)).isEmpty();
    assertThat(remotes.changed(Happenings.remote(), THERE)).map(Moved::there).hasValue(true);
    assertThat(remotes.changed(Happenings.remote(), THERE)).isEmpty();
  }

  @Test
  void aRemovedOneIsGone() {
    remotes.learn(Happenings.remote(), THERE);

    assertThat(remotes.removed(Happenings.remote())).map(Moved::there).hasValue(false);
    assertThat(remotes.removed(Happenings.remote())).isEmpty();
    assertThat(remotes.changed(THERE, Source.DRIVER)).isEmpty();
  }

  @Test
  void whatWasRemovedEarlierIsNotLearnt() {
    remotes.learn(Happenings.remote().removed(Instant.EPOCH), null);

    assertThat(remotes.changed(THERE, Source.DRIVER)).isEmpty();
  }

  @Test
  void onlyRemotesAreTold() {
    Device lamp = Happenings.device("handset", "light", Fields.EMPTY);
    remotes.learn(lamp, null);

    assertThat(remotes.changed(THERE, Source.DRIVER)).isEmpty();
    assertThat(remotes.changed(lamp, THERE)).isEmpty();
  }

  @Test
  void withoutANameOfItsOwnItIsCalledByItsDevice() {
    Device plain = Happenings.device("handset", "remote", Fields.EMPTY);
    remotes.learn(plain, null);

    assertThat(remotes.changed(THERE, Source.DRIVER)).map(Moved::remoteId).hasValue("handset");
  }
}
