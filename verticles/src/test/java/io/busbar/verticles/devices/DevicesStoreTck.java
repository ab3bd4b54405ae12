package io.busbar.verticles.devices;

import static io.busbar.verticles.devices.Lamps.NOON;
import static io.busbar.verticles.devices.Lamps.lamp;
import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.devices.Device;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link DevicesStore} must do. */
interface DevicesStoreTck {
  /** The store of the running test, empty at its start. */
  DevicesStore store();

  @Test
  default void keepsDevicesAsTheyAreOldestFirst() {
    Device young = lamp("a", Fields.of("model", null).with("n", List.of(1, 2.5)), NOON);
    Device old = lamp("b", Fields.EMPTY, NOON.minusSeconds(9));
    done(store().save(young));
    done(store().save(old));

    assertThat(success(store().all())).containsExactly(old, young);
  }

  @Test
  default void replacesADevice() {
    done(store().save(lamp("a", Fields.of("v", 1), NOON)));
    Device newer = lamp("a", Fields.of("v", 2), NOON);
    done(store().save(newer));

    assertThat(success(store().all())).containsExactly(newer);
  }

  @Test
  default void keepsEveryCharacterJsonKnows() {
    Device odd = lamp("a", Fields.of("k\u0000", "\u0000 \uD83D\uDCA1 \u2028 \\ \""), NOON);
    done(store().save(odd));

    assertThat(success(store().all())).containsExactly(odd);
  }

  @Test
  default void deletesAndForgivesDeletingTwice() {
    done(store().save(lamp("a", Fields.EMPTY, NOON)));
    done(store().delete(new DeviceId("a")));
    done(store().delete(new DeviceId("a")));

    assertThat(success(store().all())).isEmpty();
  }
}
