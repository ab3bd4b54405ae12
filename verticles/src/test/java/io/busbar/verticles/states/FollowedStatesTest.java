package io.busbar.verticles.states;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.cluster.ClusterContract.ClusterView;
import io.busbar.contracts.drivers.DriversContract;
import io.busbar.contracts.drivers.DriversContract.DriverView;
import io.busbar.contracts.drivers.DriversContract.Drivers;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.OwnedDigest;
import io.busbar.contracts.states.StatesContract.OwnedStates;
import io.busbar.contracts.states.StatesContract.ReadOwned;
import io.busbar.contracts.states.StatesContract.ReadState;
import io.busbar.contracts.states.StatesContract.ReportState;
import io.busbar.contracts.states.StatesContract.SpeakFor;
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
import io.vertx.core.Promise;
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
  private static final DeviceId RADIO = new DeviceId("radio");
  private static final List<DeviceState> TWO = List.of(state(LAMP, 2, 5, 50), state(TV, 1, 1, 10));

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
  void goesOnFromWhatADeadOwnerStoredAndNobodyHeard() {
    attic.follow("cellar", state(LAMP, 2, 5, 50));
    done(store.save(List.of(state(LAMP, 2, 7, 70))));
    attic.owners().viewChanged(new ClusterView("attic", List.of("attic", "garage")));
    attic.driverLost(HUE);
    assertThat(read(LAMP).state().get("brightness")).isEqualTo(70);
    assertThat(read(LAMP).online()).isFalse();
    assertThat(read(LAMP).version().epoch()).isEqualTo(3);
  }

  @Test
  void readsAgainWhatADriverBringsFromAnotherNode() {
    attic.follow("cellar", state(LAMP, 2, 5, 50));
    done(store.save(List.of(state(LAMP, 2, 7, 70))));
    attic.adoption().driverChanged(status(DriversContract.Status.DISCONNECTED));
    assertThat(read(LAMP).state().get("brightness")).isEqualTo(50);
    attic.adoption().driverChanged(status(DriversContract.Status.CONNECTED));
    assertThat(read(LAMP).state().get("brightness")).isEqualTo(70);
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
  void leavesStandingWhatIsStoredWhereTheDriverWentMeanwhile() {
    done(hub.bus().listen(StatesContract.CHANGED, changes::add));
    assertThat(success(attic.contested().speakFor(new SpeakFor(HUE)))).isNotNull();
    report(LAMP, 50);
    done(store.place(HUE, "cellar"));
    assertThat(success(store.save(List.of(state(LAMP, 9, 20, 18))))).isEmpty();
    timers.pass(Duration.ofSeconds(1));

    assertThat(success(store.all())).containsExactly(state(LAMP, 9, 20, 18));
    assertThat(read(LAMP)).isEqualTo(state(LAMP, 9, 20, 18));
    assertThat(attic.owned()).isZero();
    await().untilAsserted(() -> assertThat(changes).hasSize(1));
  }

  @Test
  void beginsWithWhatIsStoredWhenADriverComesFromANodeOutOfTouch() {
    report(LAMP, 50);
    timers.pass(Duration.ofSeconds(1));
    done(store.place(HUE, "cellar"));
    assertThat(success(store.save(List.of(state(LAMP, 9, 20, 18))))).isEmpty();
    assertThat(success(attic.contested().speakFor(new SpeakFor(HUE)))).isNotNull();
    assertThat(read(LAMP)).isEqualTo(state(LAMP, 9, 20, 18));
    report(LAMP, 51);
    timers.pass(Duration.ofSeconds(1));
    assertThat(success(store.all()))
        .extracting(DeviceState::version)
        .containsExactly(new StateVersion(10, 21));
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
  void forgetsTheOwnerThatCameBackWithNothing() {
    served("cellar", state(TV, 1, 1, 10));
    attic.follow("cellar", state(LAMP, 2, 5, 50));
    attic.follow("garage", state(RADIO, 1, 1, 5));
    attic.owners().viewChanged(new ClusterView("attic", List.of("attic", "cellar", "garage")));
    living = Set.of("attic", "cellar", "garage");
    attic.driverLost(HUE);
    assertThat(read(LAMP).online()).isTrue();

    done(attic.readAll(List.of("cellar")));
    attic.driverLost(HUE);

    await().untilAsserted(() -> assertThat(read(LAMP).online()).isFalse());
    assertThat(read(LAMP).version()).isEqualTo(new StateVersion(3, 6));
    assertThat(read(TV).online()).isTrue();
    assertThat(read(RADIO).online()).isTrue();
    assertThat(attic.owned()).isEqualTo(1);
  }

  @Test
  void keepsTheOwnerThatTellsOfAStateWhileItIsRead() {
    Promise<OwnedStates> slow = Promise.promise();
    done(hub.bus().serve(StatesContract.OWNED.at("cellar"), asked -> slow.future()));
    attic.follow("cellar", state(LAMP, 2, 5, 50));
    Future<Void> reading = attic.readAll(List.of("cellar"));
    attic.follow("cellar", state(LAMP, 3, 5, 50));
    slow.complete(new OwnedStates(List.of(), false));
    done(reading);
    assertThat(attic.followed()).isEqualTo(1);
  }

  @Test
  void judgesOrphansWhoseDriverHasNoSession() {
    served("cellar");
    List<DriverView> connected = new CopyOnWriteArrayList<>(List.of(view(HUE)));
    done(
        hub.bus()
            .serve(
                DriversContract.LIST,
                asked -> Future.succeededFuture(new Drivers(List.copyOf(connected)))));
    attic.follow("cellar", state(LAMP, 2, 5, 50));
    done(attic.readAll(List.of("cellar")));
    attic.owners().viewChanged(new ClusterView("attic", List.of("aerie", "attic")));
    Orphans orphans = new Orphans(hub.bus(), attic);
    looksTwice(orphans);
    attic.owners().viewChanged(new ClusterView("attic", List.of("attic", "garage")));
    looksTwice(orphans);
    assertThat(read(LAMP).online()).isTrue();

    connected.clear();
    assertThat(success(orphans.look())).isNull();
    assertThat(read(LAMP).online()).isTrue();
    assertThat(success(orphans.look())).isNull();
    assertThat(read(LAMP).online()).isFalse();
    assertThat(attic.owned()).isEqualTo(1);
  }

  @Test
  void countsWhatItMissedOfEachNode() {
    attic.digestHeard("cellar", new OwnedDigest(3, 1));
    done(hub.bus().serve(StatesContract.OWNED.at("garage"), asked -> page(asked, TWO)));
    attic.digestHeard("garage", new OwnedDigest(2, 1));
    await().untilAsserted(() -> assertThat(attic.followed()).isEqualTo(2));
    await().untilAsserted(() -> assertThat(attic.lag()).isEqualTo(3));
    attic.owners().viewChanged(new ClusterView("attic", List.of("attic", "garage")));
    assertThat(attic.lag()).isZero();
  }

  private void served(String node, DeviceState... owned) {
    OwnedStates all = new OwnedStates(List.of(owned), false);
    done(hub.bus().serve(StatesContract.OWNED.at(node), asked -> Future.succeededFuture(all)));
  }

  private static void looksTwice(Orphans orphans) {
    assertThat(success(orphans.look())).isNull();
    assertThat(success(orphans.look())).isNull();
  }

  private static DriverView view(DriverInstance driver) {
    return new DriverView(
        driver.driverKey().value(),
        driver.instanceId().value(),
        null,
        DriversContract.Status.CONNECTED,
        "websocket",
        0,
        null,
        null,
        NOON);
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

  private static DriversContract.DriverStatusChanged status(DriversContract.Status status) {
    return new DriversContract.DriverStatusChanged(
        HUE, null, status, "websocket", "test", 0, null, NOON);
  }
}
