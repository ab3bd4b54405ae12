package io.busbar.verticles.spaces;

import static io.busbar.verticles.spaces.Rooms.NOON;
import static io.busbar.verticles.spaces.Rooms.room;
import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.spaces.RemoteSource;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link SpacesStore} must do. */
interface SpacesStoreTck {
  /** The store of the running test, empty at its start. */
  SpacesStore store();

  @Test
  default void keepsSpacesAsTheyAreOldestFirst() {
    Space odd =
        SavedSpace.asNew(
            "odd",
            Fields.of("name", "Küche \uD83D\uDCA1")
                .with("deviceIds", List.of("d1"))
                .with("k\u0000", List.of(1, 2.5, Map.of("z", true))),
            NOON.plusSeconds(5));
    write(null, odd, room("old", "odd", "d2"));

    assertThat(success(store().spaces())).containsExactly(room("old", "odd", "d2"), odd);
  }

  @Test
  default void writesAllOfAChange() {
    write(null, room("a", null), room("b", "a"));
    done(store().save(source("s1", "a")));
    done(store().save(source("s2", "b")));
    write(room("a", null), room("b", null, "d"));

    assertThat(success(store().spaces())).containsExactly(room("b", null, "d"));
    assertThat(success(store().sources())).containsExactly(source("s2", "b"));
  }

  @Test
  default void keepsSourcesInTheOrderTheyCame() {
    write(null, room("a", null));
    RemoteSource first = source("z", "a");
    done(store().save(first));
    done(store().save(source("b", "a")));
    RemoteSource renamed = SavedSource.over(first, Fields.of("name", "New").with("x", "y"));
    done(store().save(renamed));

    assertThat(success(store().sources())).containsExactly(renamed, source("b", "a"));
  }

  @Test
  default void deletesASourceAndForgivesDeletingTwice() {
    write(null, room("a", null));
    done(store().save(source("s1", "a")));
    done(store().deleteSource("s1"));
    done(store().deleteSource("s1"));

    assertThat(success(store().sources())).isEmpty();
  }

  @Test
  default void writesNothingForNothing() {
    done(store().write(SpaceTree.Change.NONE));

    assertThat(success(store().spaces())).isEmpty();
  }

  private void write(@Nullable Space removed, Space... saved) {
    done(store().write(new SpaceTree.Change(List.of(saved), removed)));
  }

  private static RemoteSource source(String id, String space) {
    return new RemoteSource(
        id,
        space,
        "TV",
        null,
        RemoteSource.Kind.DEVICE,
        new DeviceId("tv"),
        null,
        List.of(Fields.of("deviceId", "tv").with("command", "turn_on")),
        Fields.of("play", Map.of("programId", "p")),
        false);
  }
}
