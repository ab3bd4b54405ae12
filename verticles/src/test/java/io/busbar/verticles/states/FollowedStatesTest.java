package io.busbar.verticles.states;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.cluster.ClusterContract.ClusterView;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.OwnedDigest;
import io.busbar.contracts.states.StatesContract.OwnedStates;
import io.busbar.contracts.states.StatesContract.ReadOwned;
import io.busbar.contracts.states.StatesContract.ReadState;
import io.busbar.contracts.states.StatesContract.ReportState;
import io.busbar.contracts.states.StatesContract.StateChanged;
import io.busbar.contracts.states.StatesContract.StateReported;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import io.busbar.contracts.value.StateVersion;
import io.busbar.verticles.testing.ManualClock;
import io.busbar.verticles.testing.ManualTimers;
import io.busbar.verticles.testing.TestHub;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The states of drivers that are connected to another node. */
class FollowedStatesTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final DriverInstance HUE = DriverInstance.of("HUE", "hue-1");
  private static final DeviceId LAMP = new DeviceId("lamp");
  private static final DeviceId TV = new DeviceId("tv");

  private final TestHub hub = TestHub.open();
  private final ManualTimers timers = new ManualTimers();
  private final InMemoryStatesStore store = new InMemoryStatesStore();
  private final List<StateChanged> changes = new CopyOnWriteArrayList<>();
  private volatile Set<String> living = Set.of("attic", "garage");
  private final StatesService attic =
      new StatesService(
          hub.bus(),
          store,
          timers,
          new ManualClock(NOON).withZone(ZoneOffset.UTC),
          new StatesService.Place("attic", false, () -> Future.succeededFuture(living)));

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void takesTheNewerOfTwoVersions() {
    attic.follow("cellar", state(LAMP, 2, 5, 50));
    attic.follow("cellar", state(LAMP, 2, 4, 40));
    assertThat(read(LAMP).state().get("brightness")).isEqualTo(50);
    attic.follow("garage", state(LAMP, 3, 1, 10));
    assertThat(read(LAMP).state().get("brightness")).isEqualTo(10);
    assertThat(attic.followed()).isEqualTo(1);
    assertThat(attic.owned()).isZero();
  }

  @Test
  void beginsANewEpochWhenItTakesAStateOver() {
    done(hub.bus().listen(StatesContract.CHANGED, changes::add));
    attic.follow("cellar", state(LAMP, 2, 5, 50));
    report(LAMP, 50);
    assertThat(read(LAMP).version()).isEqualTo(new StateVersion(3, 5));
    await().untilAsserted(() -> assertThat(changes).hasSize(1));
    report(LAMP, 51);
    assertThat(read(LAMP).version()).isEqualTo(new StateVersion(3, 6));
    assertThat(attic.owned()).isEqualTo(1);
    assertThat(attic.followed()).isZero();
  }

  @Test
  void assumesOnlyWhatNoOtherNodeOwns() {
    done(store.save(List.of(state(LAMP, 2, 5, 50), state(TV, 2, 5, 50))));
    done(attic.load());
    attic.follow("cellar", state(LAMP, 2, 5, 50));

    assertThat(success(assume(LAMP, 60))).isEqualTo(new StateReported(read(LAMP).version(), false));
    assertThat(read(LAMP)).isEqualTo(state(LAMP, 2, 5, 50));
    assertThat(success(assume(TV, 60)).version()).isEqualTo(new StateVersion(3, 6));
    assertThat(read(TV).state().get("brightness")).isEqualTo(60);
    assertThat(attic.owned()).isEqualTo(1);
  }

  @Test
  void keepsItsOwnAgainstAnOwnerOfThePast() {
    attic.follow("cellar", state(LAMP, 2, 5, 50));
    report(LAMP, 60);
    attic.follow("cellar", state(LAMP, 2, 9, 90));
    assertThat(read(LAMP).state().get("brightness")).isEqualTo(60);
  }

  @Test
  void ownsNothingOfWhatItReadsAtItsStart() {
    done(store.save(List.of(state(LAMP, 4, 7, 70))));
    done(attic.load());
    assertThat(read(LAMP).version()).isEqualTo(new StateVersion(4, 7));
    assertThat(read(LAMP).online()).isFalse();
    attic.follow("cellar", state(LAMP, 4, 7, 70));
    assertThat(read(LAMP).online()).isTrue();
  }

  @Test
  void speaksForADeadOwnerOnlyAsTheFirstOfTheLiving() {
    attic.follow("cellar", state(LAMP, 2, 5, 50));
    attic.owners().viewChanged(new ClusterView("attic", List.of("attic", "cellar")));
    attic.driverLost(HUE);
    assertThat(read(LAMP).online()).isTrue();
    attic.owners().viewChanged(new ClusterView("attic", List.of("aerie", "attic")));
    attic.driverLost(HUE);
    assertThat(read(LAMP).online()).isTrue();
    attic.owners().viewChanged(new ClusterView("attic", List.of("attic", "garage")));
    attic.driverLost(HUE);
    assertThat(read(LAMP).online()).isFalse();
    assertThat(read(LAMP).version()).isEqualTo(new StateVersion(3, 6));
  }

  @Test
  void waitsForTheLeaseOfAnOwnerThatIsOutOfTouch() {
    attic.follow("cellar", state(LAMP, 2, 5, 50));
    living = Set.of("attic", "cellar");
    attic.driverLost(HUE);
    assertThat(read(LAMP).online()).isTrue();
    assertThat(attic.owned()).isZero();

    living = Set.of("attic");
    timers.pass(Duration.ofSeconds(2));
    assertThat(read(LAMP).online()).isFalse();
    assertThat(attic.owned()).isEqualTo(1);
  }

  @Test
  void takesBackWhatAnotherStoredOfItsDevices() {
    done(hub.bus().listen(StatesContract.CHANGED, changes::add));
    report(LAMP, 50);
    assertThat(success(store.save(List.of(state(LAMP, 9, 20, 18))))).isEmpty();
    timers.pass(Duration.ofSeconds(1));

    assertThat(success(store.all())).containsExactly(read(LAMP));
    assertThat(read(LAMP).version()).isEqualTo(new StateVersion(10, 20));
    assertThat(read(LAMP).state().get("brightness")).isEqualTo(50);
    await().untilAsserted(() -> assertThat(changes).hasSize(2));
  }

  @Test
  void leavesStandingWhatTheNewOwnerStored() {
    report(LAMP, 50);
    assertThat(success(store.save(List.of(state(LAMP, 9, 20, 18))))).isEmpty();
    attic.follow("cellar", state(LAMP, 9, 20, 18));
    timers.pass(Duration.ofSeconds(1));

    assertThat(success(store.all())).containsExactly(state(LAMP, 9, 20, 18));
    assertThat(read(LAMP)).isEqualTo(state(LAMP, 9, 20, 18));
  }

  @Test
  void readsAgainWhatItMissed() {
    List<DeviceState> there = List.of(state(LAMP, 2, 5, 50), state(TV, 1, 1, 10));
    done(hub.bus().serve(StatesContract.OWNED.at("cellar"), asked -> page(asked, there)));
    attic.follow("cellar", state(LAMP, 2, 4, 40));
    OwnedDigest before = attic.digestOf("cellar");
    attic.digestHeard("cellar", new OwnedDigest(2, before.sum() + 1));
    await().untilAsserted(() -> assertThat(attic.followed()).isEqualTo(2));
    assertThat(read(LAMP).state().get("brightness")).isEqualTo(50);
    await().untilAsserted(() -> assertThat(attic.lag()).isZero());
    attic.digestHeard("cellar", attic.digestOf("cellar"));
    assertThat(attic.lag()).isZero();
  }

  @Test
  void handsOutWhatItOwnsPageByPage() {
    for (int i = 0; i < 5; i++) {
      report(new DeviceId("d" + i), i);
    }
    attic.follow("cellar", state(LAMP, 2, 5, 50));
    OwnedStates first = success(attic.owned(new ReadOwned(null, 3)));
    assertThat(first.states())
        .extracting(one -> one.deviceId().value())
        .containsExactly("d0", "d1", "d2");
    assertThat(first.more()).isTrue();
    OwnedStates rest = success(attic.owned(new ReadOwned(new DeviceId("d2"), 3)));
    assertThat(rest.states()).extracting(one -> one.deviceId().value()).containsExactly("d3", "d4");
    assertThat(rest.more()).isFalse();
  }

  @Test
  void sumsUpTheSameInWhateverOrder() {
    attic.follow("cellar", state(LAMP, 2, 5, 50));
    attic.follow("cellar", state(TV, 1, 1, 10));
    OwnedDigest one = attic.digestOf("cellar");
    attic.follow("garage", state(TV, 2, 1, 10));
    attic.follow("garage", state(LAMP, 3, 5, 50));
    assertThat(attic.digestOf("cellar")).isEqualTo(new OwnedDigest(0, 0));
    assertThat(attic.digestOf("garage")).isNotEqualTo(one);
    assertThat(attic.digestOf("garage").count()).isEqualTo(2);
  }

  private static Future<OwnedStates> page(ReadOwned asked, List<DeviceState> there) {
    int from = asked.after() == null ? 0 : 1;
    return Future.succeededFuture(new OwnedStates(there.subList(from, from + 1), from == 0));
  }

  private Future<StateReported> assume(DeviceId id, int brightness) {
    Fields patch = Fields.of("brightness", brightness);
    return attic.report(new ReportState(id, HUE, patch, Source.SYSTEM, false));
  }

  private void report(DeviceId id, int brightness) {
    Fields patch = Fields.of("brightness", brightness);
    assertThat(success(attic.report(new ReportState(id, HUE, patch, Source.DRIVER, false))))
        .isNotNull();
  }

  private DeviceState read(DeviceId id) {
    return success(attic.read(new ReadState(id)));
  }

  private static DeviceState state(DeviceId id, long epoch, long version, int brightness) {
    return new DeviceState(
        id,
        HUE,
        new StateVersion(epoch, version),
        Fields.of("brightness", brightness),
        Map.of(),
        NOON,
        NOON,
        true,
        false,
        false);
  }
}
