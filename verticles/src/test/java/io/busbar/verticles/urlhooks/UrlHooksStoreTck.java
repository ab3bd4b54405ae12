package io.busbar.verticles.urlhooks;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.urlhooks.UrlHook;
import io.busbar.contracts.urlhooks.UrlHook.Rights;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.UserId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link UrlHooksStore} must do. */
interface UrlHooksStoreTck {
  Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  /** The store of the running test, empty at its start, in which Ada and Bob have accounts. */
  UrlHooksStore store();

  @Test
  default void keepsHooksAsTheyAreOldestFirst() {
    UrlHook young = hook("a", "usr_ada", NOON.plusSeconds(5));
    UrlHook old = hook("b", "usr_bob", NOON);
    done(store().add(young, "h1"));
    done(store().add(old, "h2"));

    assertThat(success(store().all())).containsExactly(old, young);
  }

  @Test
  default void findsAHookByTheHashOfItsToken() {
    UrlHook hook = hook("a", "usr_ada", NOON);
    done(store().add(hook, "h1"));

    assertThat(success(store().hookOf("h1"))).contains(hook);
    assertThat(success(store().hookOf("h2"))).isEmpty();
  }

  @Test
  default void notesTheLastUse() {
    done(store().add(hook("a", "usr_ada", NOON), "h1"));
    done(store().used("a", NOON.plusSeconds(9)));

    assertThat(success(store().hookOf("h1")).map(UrlHook::lastUsedAt))
        .contains(NOON.plusSeconds(9));
  }

  @Test
  default void deletesOnce() {
    done(store().add(hook("a", "usr_ada", NOON), "h1"));

    assertThat(success(store().delete("a"))).isTrue();
    assertThat(success(store().delete("a"))).isFalse();
    assertThat(success(store().all())).isEmpty();
  }

  @Test
  default void deletesWhatIsOnesOwn() {
    UrlHook kept = hook("b", "usr_bob", NOON);
    done(store().add(hook("a", "usr_ada", NOON), "h1"));
    done(store().add(kept, "h2"));
    done(store().deleteOf(new UserId("usr_ada")));

    assertThat(success(store().all())).containsExactly(kept);
  }

  static UrlHook hook(String id, String owner, Instant at) {
    Rights rights =
        new Rights(false, List.of(new DeviceId("lamp")), List.of("s"), List.of(), List.of("on"));
    return new UrlHook(id, "Sofa \uD83C\uDFAE", new UserId(owner), owner, rights, at, null);
  }
}
