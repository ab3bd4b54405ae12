package io.busbar.verticles.home;

import static io.busbar.verticles.home.HomeBench.person;
import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.home.HomeContract;
import io.busbar.contracts.home.HomeContract.Preferences;
import io.busbar.contracts.home.HomeContract.ReadPreferences;
import io.busbar.contracts.home.HomeContract.SavePreferences;
import io.busbar.contracts.identity.IdentityContract;
import io.busbar.contracts.identity.IdentityContract.UserChange;
import io.busbar.contracts.identity.IdentityContract.UserChanged;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Role;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PreferencesVerticleTest {
  private final HomeBench bench = new HomeBench();
  private final FailingStore store = new FailingStore();

  @BeforeEach
  void start() {
    bench.neighbours.start();
    bench.start(store);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void keepsThemForEachPersonAlone() {
    Fields saved = success(save("ada", Fields.of("theme", "dark").with("mine", 1))).values();

    assertThat(saved.get("theme")).isEqualTo("dark");
    assertThat(saved.get("title")).isEqualTo("Villa");
    assertThat(read("ada")).isEqualTo(saved);
    assertThat(read("bob").get("theme")).isEqualTo("system");
    assertThat(bench.bootstrap().own().preferences()).isEqualTo(saved);
  }

  @Test
  void losesNoneOfTwoChangesAtTheSameTime() {
    Future<Preferences> one = save("ada", Fields.of("theme", "dark"));
    Future<Preferences> two = save("ada", Fields.of("spaceOrder", List.of("hall")));
    done(one);

    assertThat(success(two).values().get("theme")).isEqualTo("dark");
    assertThat(success(two).values().get("spaceOrder")).isEqualTo(List.of("hall"));
  }

  @Test
  void knowsThemAfterARestart() {
    done(save("ada", Fields.of("units", Map.of("temperature", "fahrenheit"))));
    bench.stop();
    bench.start(store);

    assertThat(read("ada").object("units").get("temperature")).isEqualTo("fahrenheit");
  }

  @Test
  void changesNothingWhenTheyAreRefusedOrCannotBeStored() {
    assertThat(failure(save("ada", Fields.of("title", 7))).code()).isEqualTo(FailureCode.INVALID);
    store.down = true;
    assertThat(failure(save("ada", Fields.of("theme", "dark"))).code())
        .isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(read("ada").get("theme")).isEqualTo("system");
    store.down = false;
    assertThat(success(save("ada", Fields.of("theme", "dark"))).values().get("theme"))
        .isEqualTo("dark");
  }

  @Test
  void goWithTheirPerson() {
    done(save("ada", Fields.of("theme", "dark")));
    done(save("bob", Fields.of("theme", "dark")));
    bench
        .hub
        .bus()
        .publish(
            IdentityContract.USER_CHANGED,
            new UserChanged(
                UserChange.REMOVED,
                person("bob").id(),
                "bob",
                Role.USER,
                "ada",
                bench.clock.instant()));

    await().until(() -> "system".equals(read("bob").get("theme")));
    assertThat(success(store.preferences())).containsOnlyKeys(person("ada").id());
    assertThat(read("ada").get("theme")).isEqualTo("dark");
  }

  private Future<Preferences> save(String name, Fields change) {
    return bench.ask(HomeContract.SAVE_PREFERENCES, new SavePreferences(change, person(name)));
  }

  private Fields read(String name) {
    return bench.answer(HomeContract.READ_PREFERENCES, new ReadPreferences(person(name))).values();
  }
}
