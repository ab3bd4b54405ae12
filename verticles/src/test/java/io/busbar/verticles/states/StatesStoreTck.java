package io.busbar.verticles.states;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.StateVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link StatesStore} must do. */
interface StatesStoreTck {
  /** The store of the running test, empty at its start. */
  StatesStore store();

  @Test
  default void keepsStatesAsTheyAre() {
    DeviceState one = state("a", 1, 1, Fields.of("power", true).with("volume", null));
    DeviceState two = state("b", 2, 7, Fields.of("extras", Map.of("list", List.of(1, "x"))));
    done(store().save(List.of(one, two)));

    assertThat(success(store().all())).containsExactlyInAnyOrder(one, two);
  }

  @Test
  default void readsThoseAskedFor() {
    DeviceState one = state("a", 1, 1, Fields.of("power", true));
    done(store().save(List.of(one, state("b", 2, 7, Fields.EMPTY))));

    assertThat(success(store().read(List.of(new DeviceId("a"), new DeviceId("c")))))
        .containsExactly(one);
    assertThat(success(store().read(List.of()))).isEmpty();
  }

  @Test
  default void letsNoOlderVersionWin() {
    DeviceState newer = state("a", 2, 3, Fields.of("v", "new"));
    done(store().save(List.of(newer)));
    done(store().save(List.of(state("a", 2, 2, Fields.of("v", "older version")))));
    done(store().save(List.of(state("a", 1, 9, Fields.of("v", "older epoch")))));
    assertThat(success(store().all())).containsExactly(newer);

    DeviceState again = state("a", 2, 3, Fields.of("v", "same version"));
    done(store().save(List.of(again)));
    assertThat(success(store().all())).containsExactly(again);
    DeviceState next = state("a", 3, 0, Fields.of("v", "next epoch"));
    done(store().save(List.of(next)));
    assertThat(success(store().all())).containsExactly(next);
  }

  @Test
  default void tellsWhatStandsInTheWay() {
    done(store().save(List.of(state("a", 2, 3, Fields.EMPTY))));
    DeviceState older = state("a", 1, 9, Fields.EMPTY);
    DeviceState other = state("b", 1, 1, Fields.EMPTY);

    assertThat(success(store().save(List.of(older, other))))
        .containsExactly(Map.entry(older.deviceId(), new StateVersion(2, 3)));
    assertThat(success(store().save(List.of(other)))).isEmpty();
  }

  @Test
  default void knowsWhereADriverRegisteredLast() {
    DriverInstance hue = DriverInstance.of("HUE", "hue-1");
    DriverInstance other = DriverInstance.of("HUE", "hue-2");
    done(store().place(hue, "attic"));
    done(store().place(other, "attic"));
    done(store().place(hue, "cellar"));

    assertThat(success(store().places(Set.of(hue, DriverInstance.of("WLED", "hue-1")))))
        .containsExactly(Map.entry(hue, "cellar"));
    assertThat(success(store().places(Set.of()))).isEmpty();
  }

  @Test
  default void keepsEveryCharacterJsonKnows() {
    DeviceState odd = state("a", 1, 1, Fields.of("k\u0000", "\u0000 \uD83D\uDCA1 \u2028"));
    done(store().save(List.of(odd)));

    assertThat(success(store().all())).containsExactly(odd);
  }

  @Test
  default void survivesHalfASurrogatePair() {
    done(store().save(List.of(state("a", 1, 1, Fields.of("k", "x\uD83D")))));
    done(store().save(List.of(state("b", 1, 1, Fields.of("k", "y")))));

    assertThat(success(store().all()))
        .extracting(DeviceState::deviceId)
        .contains(new DeviceId("b"));
  }

  @Test
  default void takesALargeBatch() {
    List<DeviceState> batch =
        IntStream.range(0, 5000)
            .mapToObj(i -> state("d" + i, 1, i, Fields.of("brightness", i)))
            .toList();
    done(store().save(batch));

    assertThat(success(store().all())).containsExactlyInAnyOrderElementsOf(batch);
  }

  @Test
  default void takesAnEmptyBatchAndForgivesDeletingTwice() {
    done(store().save(List.of()));
    done(store().save(List.of(state("a", 1, 1, Fields.EMPTY))));
    done(store().delete(new DeviceId("a")));
    done(store().delete(new DeviceId("a")));

    assertThat(success(store().all())).isEmpty();
  }

  private static DeviceState state(String id, long epoch, long version, Fields fields) {
    Instant now = Instant.parse("2026-06-01T12:00:00Z");
    return new DeviceState(
        new DeviceId(id),
        DriverInstance.of("HUE", "hue-1"),
        new StateVersion(epoch, version),
        fields,
        Map.of("power", now),
        now,
        null,
        true,
        false,
        false);
  }
}
