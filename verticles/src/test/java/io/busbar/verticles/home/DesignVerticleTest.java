package io.busbar.verticles.home;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.home.DesignProfile;
import io.busbar.contracts.home.DesignProfile.Target;
import io.busbar.contracts.home.HomeContract;
import io.busbar.contracts.home.HomeContract.DesignEdited;
import io.busbar.contracts.home.HomeContract.DesignPublished;
import io.busbar.contracts.home.HomeContract.ListProfiles;
import io.busbar.contracts.home.HomeContract.LiveDesign;
import io.busbar.contracts.home.HomeContract.PublishProfile;
import io.busbar.contracts.home.HomeContract.ReadLiveDesign;
import io.busbar.contracts.home.HomeContract.Reason;
import io.busbar.contracts.home.HomeContract.RemoveProfile;
import io.busbar.contracts.home.HomeContract.SaveProfile;
import io.busbar.contracts.home.HomeContract.SelectProfile;
import io.busbar.contracts.spaces.Space.Kind;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.home.model.Rooms;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DesignVerticleTest {
  private static final Fields LAYOUT = Fields.of("tabs", List.of("one"));
  private final HomeBench bench = new HomeBench();
  private final FailingStore store = new FailingStore();
  private final List<DesignPublished> announced = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() {
    bench.neighbours.spaces = List.of(Rooms.space("hall", Kind.ROOM, null));
    bench.neighbours.start();
    done(bench.hub.bus().listen(HomeContract.DESIGN_PUBLISHED, announced::add));
    bench.start(store);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void beginsWithOneLiveDesignForEachTarget() {
    assertThat(list(null))
        .hasSize(Target.values().length)
        .allMatch(DesignProfile::active)
        .allMatch(profile -> profile.version() == 1);
    assertThat(live(null).target()).isEqualTo(Target.MOBILE);
    assertThat(live(Target.WEB).design().toString()).contains("space_hall");
    assertThat(success(store.designs())).hasSize(4);
    assertThat(announced).isEmpty();
  }

  @Test
  void beginsEvenWhenTheSpacesCannotBeRead() {
    try (HomeBench alone = new HomeBench()) {
      alone.neighbours.away.add("spaces");
      alone.neighbours.start();
      alone.start(new InMemoryHomeStore());
      assertThat(alone.answer(HomeContract.LIST_PROFILES, new ListProfiles(null)).profiles())
          .hasSize(4);
    }
  }

  @Test
  void showsAChangeWhenItIsPublished() {
    DesignProfile made = success(save(null, "Night", Target.TABLET, LAYOUT, null));
    assertThat(made.active()).isFalse();
    assertThat(failure(select(made.id())).reason()).isEqualTo("NOT_PUBLISHED");
    LiveDesign published = success(publish(made.id()));
    assertThat(published.design()).isEqualTo(LAYOUT);

    bench.clock.pass(Duration.ofSeconds(1));
    assertThat(success(select(made.id())).active()).isTrue();
    assertThat(live(Target.TABLET)).isEqualTo(published);
    assertThat(live(null)).isEqualTo(published);
    DesignProfile changed = success(save(made.id(), null, null, Fields.of("tabs", List.of()), 1));
    assertThat(changed.version()).isEqualTo(2);
    assertThat(changed.publishedVersion()).isEqualTo(1);
    assertThat(live(Target.TABLET).design()).isEqualTo(LAYOUT);
    done(publish(made.id()));
    done(publish(made.id()));
    assertThat(live(Target.TABLET).version()).isEqualTo(2);

    await().until(() -> announced.size() == 3);
    assertThat(announced)
        .extracting(DesignPublished::reason)
        .containsExactly(Reason.PUBLISHED, Reason.SELECTED, Reason.PUBLISHED);
    assertThat(announced).extracting(DesignPublished::live).containsExactly(false, true, true);
    assertThat(announced).extracting(DesignPublished::version).containsExactly(1, 1, 2);
  }

  @Test
  void tellsWhoPreviewsThatTheLiveDesignWasEdited() {
    List<DesignEdited> edited = new CopyOnWriteArrayList<>();
    done(bench.hub.bus().listen(HomeContract.DESIGN_EDITED, edited::add));
    DesignProfile hidden = success(save(null, "Night", Target.WEB, LAYOUT, null));
    done(save(hidden.id(), "Nights", null, null, null));
    String live = "design_default_web";
    int version = success(save(live, "Edited", null, null, null)).version();
    done(save(live, "Edited", null, null, null));
    done(publish(live));

    await().until(() -> announced.size() == 1);
    assertThat(edited)
        .containsExactly(
            new DesignEdited(live, "Edited", Target.WEB, version, bench.clock.instant()));
  }

  @Test
  void takesEachNameOfAnId() {
    String id = "design_default_web";
    assertThat(success(select(new SelectProfile(null, id, null))).id()).isEqualTo(id);
    assertThat(success(select(new SelectProfile(null, null, id))).id()).isEqualTo(id);
    assertThat(failure(select(new SelectProfile(null, null, null))).code())
        .isEqualTo(FailureCode.INVALID);
    assertThat(failure(select("none")).code()).isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void letsOnlyOneOfTwoChangesFromTheSameVersionIn() {
    String id = "design_default_web";
    Future<DesignProfile> one = save(id, "One", null, null, 1);
    Future<DesignProfile> two = save(id, "Two", null, null, 1);

    assertThat(success(one).version()).isEqualTo(2);
    assertThat(failure(two).reason()).isEqualTo("VERSION_CONFLICT");
    assertThat(list(Target.WEB)).extracting(DesignProfile::name).containsExactly("One");
  }

  @Test
  void deletesWhatClientsDoNotShow() {
    DesignProfile made = success(save(null, "Night", Target.WEB, null, null));
    assertThat(success(remove(made.id())).removed()).isTrue();
    assertThat(failure(remove(made.id())).code()).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(failure(remove("design_default_web")).reason()).isEqualTo("PROFILE_ACTIVE");
    assertThat(success(store.designs())).hasSize(4);
  }

  @Test
  void holdsSoManyAndNoMore() {
    IntStream.range(4, 50).forEach(i -> done(save(null, "D" + i, Target.WEB, null, null)));

    assertThat(failure(save(null, "More", Target.WEB, null, null)).code())
        .isEqualTo(FailureCode.OVERLOADED);
    assertThat(success(save("design_default_web", "Still", null, null, null)).name())
        .isEqualTo("Still");
  }

  @Test
  void changesNothingThatCannotBeStored() {
    store.down = true;
    assertThat(failure(save("design_default_web", "New", null, null, null)).code())
        .isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(failure(remove(list(Target.WEB).get(0).id())).reason()).isEqualTo("PROFILE_ACTIVE");
    assertThat(list(Target.WEB)).extracting(DesignProfile::name).containsExactly("Default web");
  }

  @Test
  void knowsItsDesignsAfterARestart() {
    DesignProfile made = success(save(null, "Night", Target.WEB, LAYOUT, null));
    done(publish(made.id()));
    bench.clock.pass(Duration.ofSeconds(1));
    done(select(made.id()));
    bench.stop();
    bench.start(store);

    assertThat(list(null)).hasSize(5);
    assertThat(live(Target.WEB).profileId()).isEqualTo(made.id());
  }

  private List<DesignProfile> list(@Nullable Target target) {
    return bench.answer(HomeContract.LIST_PROFILES, new ListProfiles(target)).profiles();
  }

  private LiveDesign live(@Nullable Target target) {
    return bench.answer(HomeContract.READ_LIVE_DESIGN, new ReadLiveDesign(target));
  }

  private Future<DesignProfile> save(
      @Nullable String id,
      @Nullable String name,
      @Nullable Target target,
      @Nullable Fields layout,
      @Nullable Integer version) {
    return bench.ask(
        HomeContract.SAVE_PROFILE, new SaveProfile(id, name, null, target, null, layout, version));
  }

  private Future<DesignProfile> select(String id) {
    return select(new SelectProfile(id, null, null));
  }

  private Future<DesignProfile> select(SelectProfile wish) {
    return bench.ask(HomeContract.SELECT_PROFILE, wish);
  }

  private Future<LiveDesign> publish(String id) {
    return bench.ask(HomeContract.PUBLISH_PROFILE, new PublishProfile(id));
  }

  private Future<HomeContract.ProfileRemoved> remove(String id) {
    return bench.ask(HomeContract.REMOVE_PROFILE, new RemoveProfile(id));
  }
}
