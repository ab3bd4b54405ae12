package io.busbar.verticles.home;

import static io.busbar.verticles.home.model.Rooms.NOON;
import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.home.DesignProfile.Target;
import io.busbar.contracts.home.HomeContract.SaveProfile;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.UserId;
import io.busbar.verticles.home.model.Design;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link HomeStore} must do. */
interface HomeStoreTck {
  /** The store of the running test, empty at its start. */
  HomeStore store();

  @Test
  default void keepsTheFirstIdOfTheHub() {
    assertThat(success(store().hubId("hub_1"))).isEqualTo("hub_1");
    assertThat(success(store().hubId("hub_2"))).isEqualTo("hub_1");
  }

  @Test
  default void keepsPreferencesOfEachPerson() {
    UserId ada = new UserId("ada");
    UserId bob = new UserId("bob \u2028 é");
    Fields odd =
        Fields.of("k\u0000", "\u0000 \uD83D\uDCA1").with("list", List.of(1, 2.5, Map.of()));
    assertThat(success(store().preferences())).isEmpty();
    done(store().savePreferences(ada, Fields.of("theme", "dark")));
    done(store().savePreferences(bob, odd));
    done(store().savePreferences(ada, Fields.of("theme", "light")));

    assertThat(success(store().preferences()))
        .containsOnly(Map.entry(ada, Fields.of("theme", "light")), Map.entry(bob, odd));
  }

  @Test
  default void deletesPreferencesOfOnePerson() {
    UserId ada = new UserId("ada");
    UserId bob = new UserId("bob");
    done(store().savePreferences(ada, Fields.of("theme", "dark")));
    done(store().savePreferences(bob, Fields.of("theme", "light")));
    done(store().deletePreferences(ada));
    done(store().deletePreferences(ada));

    assertThat(success(store().preferences())).containsOnlyKeys(bob);
  }

  @Test
  default void keepsDesignsOldestFirst() {
    Design young = design("a", NOON.plusSeconds(1));
    Design old = design("b", NOON).publish(NOON).select(NOON);
    done(store().saveDesign(young));
    done(store().saveDesign(old));

    assertThat(success(store().designs())).containsExactly(old, young);
  }

  @Test
  default void replacesAndDeletesDesigns() {
    done(store().saveDesign(design("a", NOON)));
    Design published = design("a", NOON).publish(NOON.plusSeconds(5));
    done(store().saveDesign(published));
    assertThat(success(store().designs())).containsExactly(published);

    done(store().deleteDesign("a"));
    done(store().deleteDesign("a"));
    assertThat(success(store().designs())).isEmpty();
  }

  private static Design design(String id, Instant created) {
    Fields layout = Fields.of("tabs", List.of(Map.of("id", "home"))).with("none", null);
    return Design.created(
        id, new SaveProfile(null, "Night", "Calm", Target.REMOTE, "dark", layout, null), created);
  }
}
