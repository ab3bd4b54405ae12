package io.busbar.verticles.states;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.Change;
import io.busbar.contracts.devices.DevicesContract.DeviceAnnounced;
import io.busbar.contracts.devices.DevicesContract.DeviceChanged;
import io.busbar.contracts.drivers.DriversContract;
import io.busbar.contracts.drivers.DriversContract.DriverStatusChanged;
import io.busbar.contracts.drivers.DriversContract.Status;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.ReadState;
import io.busbar.contracts.states.StatesContract.ReportState;
import io.busbar.contracts.states.StatesContract.StateChanged;
import io.busbar.contracts.states.StatesContract.StateReported;
import io.busbar.contracts.states.StatesContract.StateSnapshot;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Endpoint;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Nothing;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatesVerticleTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final DriverInstance HUE = DriverInstance.of("HUE", "hue-1");
  private static final DriverInstance KNX = DriverInstance.of("KNX", "knx-1");
  private static final DeviceId LAMP = new DeviceId("lamp");
  private static final DeviceId TV = new DeviceId("tv");
  private static final Duration OFFLINE = Duration.ofSeconds(10);
  private static final Duration MISSING = Duration.ofMinutes(5);
  private static final Duration GATHER = Duration.ofMillis(10);

  private final TestHub hub = TestHub.open();
  private final ManualClock clock = new ManualClock(NOON);
  private final ManualTimers timers = new ManualTimers();
  private final HeldStore store = new HeldStore();
  private final List<StateChanged> changes = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() {
    done(hub.bus().listen(StatesContract.CHANGED, changes::add));
    deploy();
  }

  @AfterEach
  void close() {
    store.release();
    timers.pass(GATHER);
    hub.close();
  }

  @Test
  void announcesAChangeOnce() {
    StateReported first = success(report(LAMP, HUE, Fields.of("power", true), false));
    StateReported again = success(report(LAMP, HUE, Fields.of("power", "on"), false));

    assertThat(first.changed()).isTrue();
    assertThat(again).isEqualTo(new StateReported(first.version(), false));
    await().until(() -> changes.size() == 1);
    assertThat(changes.get(0).changed()).containsExactly("power");
    assertThat(changes.get(0).source()).isEqualTo(Source.DRIVER);
    assertThat(changes.get(0).device()).isEqualTo(read(LAMP));
  }

  @Test
  void takesWhatIsAssumedForNoSignOfLife() {
    announced(LAMP);
    await().until(() -> changes.size() == 1);
    clock.pass(Duration.ofSeconds(1));
    ReportState assumed =
        new ReportState(LAMP, KNX, Fields.of("power", true), Source.SYSTEM, false);

    assertThat(success(hub.bus().request(StatesContract.REPORT, assumed)).changed()).isTrue();
    assertThat(read(LAMP).state()).isEqualTo(Fields.of("power", true));
    assertThat(read(LAMP).stale()).isTrue();
    assertThat(read(LAMP).driver()).isEqualTo(HUE);
    assertThat(read(LAMP).lastSeen()).isEqualTo(NOON);
    await().until(() -> changes.size() == 2);
    assertThat(changes.get(1).source()).isEqualTo(Source.SYSTEM);
  }

  @Test
  void answersADurableReportOnlyWhenStored() {
    store.hold();
    Future<StateReported> durable = report(LAMP, HUE, Fields.of("power", true), true);
    assertThat(read(LAMP).state()).isEqualTo(Fields.of("power", true));
    timers.pass(GATHER);
    await().until(() -> store.saves.size() == 1);
    assertThat(durable.isComplete()).isFalse();

    store.release();

    assertThat(success(durable)).isEqualTo(new StateReported(new StateVersion(0, 1), true));
    assertThat(success(store.all())).extracting(DeviceState::deviceId).containsExactly(LAMP);
  }

  @Test
  void writesOnlyTheLatestStateOfADevice() {
    for (int i = 0; i < 50; i++) {
      done(report(LAMP, HUE, Fields.of("brightness", i), false));
    }
    timers.pass(GATHER);

    await().until(() -> !store.saves.isEmpty());
    assertThat(store.saves)
        .singleElement()
        .satisfies(
            batch ->
                assertThat(batch)
                    .singleElement()
                    .satisfies(
                        state -> assertThat(state.state()).isEqualTo(Fields.of("brightness", 49))));
  }

  @Test
  void showsAllStatesAtOneInstant() {
    done(report(LAMP, HUE, Fields.of("power", true), false));
    done(report(TV, KNX, Fields.of("volume", 5), false));

    StateSnapshot snapshot = success(hub.bus().request(StatesContract.SNAPSHOT, Nothing.NOTHING));
    assertThat(snapshot.states())
        .containsEntry("lamp", Fields.of("power", true))
        .containsEntry("tv", Fields.of("volume", 5));
    assertThat(snapshot.revision()).isEqualTo(2);
    assertThat(snapshot.timestamp()).isEqualTo(NOON);
    assertThat(success(hub.bus().request(StatesContract.LIVE, Nothing.NOTHING)).states())
        .extracting(DeviceState::deviceId)
        .containsExactly(LAMP, TV);
    assertThat(
            failure(hub.bus().request(StatesContract.READ, new ReadState(new DeviceId("no"))))
                .code())
        .isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void startsWithStoredStatesThatMayNoLongerBeTrue() {
    done(report(LAMP, HUE, Fields.of("power", true), false));
    timers.pass(GATHER);
    await().until(() -> !success(store.all()).isEmpty());
    StateVersion before = read(LAMP).version();
    undeployAll();
    deploy();

    DeviceState restored = read(LAMP);
    assertThat(restored.state()).isEqualTo(Fields.of("power", true));
    assertThat(restored.online()).isFalse();
    assertThat(restored.stale()).isTrue();
    assertThat(restored.version()).isGreaterThan(before);
  }

  @Test
  void forgivesAShortLossOfADriver() {
    done(report(LAMP, HUE, Fields.of("power", true), false));
    status(HUE, Status.DISCONNECTED);
    awaitTimer(OFFLINE);
    timers.pass(OFFLINE.minusMillis(1));
    status(HUE, Status.CONNECTED);
    awaitTimer(MISSING);
    timers.pass(OFFLINE);

    assertThat(read(LAMP).online()).isTrue();
    assertThat(read(LAMP).stale()).isFalse();
  }

  @Test
  void marksDevicesOfALostDriverOfflineAndStale() {
    done(report(LAMP, HUE, Fields.of("power", true), false));
    done(report(TV, KNX, Fields.of("volume", 5), false));
    status(HUE, Status.DISCONNECTED);
    awaitTimer(OFFLINE);
    timers.pass(OFFLINE);

    await().until(() -> !read(LAMP).online());
    assertThat(read(LAMP).stale()).isTrue();
    assertThat(read(LAMP).state()).isEqualTo(Fields.of("power", true));
    assertThat(read(TV).online()).isTrue();
    await().until(() -> changes.size() == 3);
    assertThat(changes.get(2).changed()).isEqualTo(Set.of());
    assertThat(changes.get(2).source()).isEqualTo(Source.SYSTEM);
  }

  @Test
  void missesWhatAReturnedDriverDoesNotAnnounce() {
    done(report(LAMP, HUE, Fields.of("power", true), false));
    done(report(TV, HUE, Fields.of("volume", 5), false));
    clock.pass(Duration.ofSeconds(1));
    status(HUE, Status.CONNECTED);
    awaitTimer(MISSING);
    clock.pass(Duration.ofSeconds(1));
    announced(TV);
    await().until(() -> clock.instant().equals(read(TV).lastSeen()));
    timers.pass(MISSING);

    await().until(() -> read(LAMP).missing());
    assertThat(read(LAMP).online()).isFalse();
    assertThat(read(TV).missing()).isFalse();
    announced(LAMP);
    await().until(() -> !read(LAMP).missing());
    assertThat(read(LAMP).online()).isTrue();
  }

  @Test
  void forgetsARemovedDeviceEvenWhileItIsBeingStored() {
    store.hold();
    done(report(LAMP, HUE, Fields.of("power", true), false));
    timers.pass(GATHER);
    await().until(() -> store.saves.size() == 1);
    hub.bus().publish(DevicesContract.CHANGED, new DeviceChanged(Change.REMOVED, device()));
    await()
        .until(
            () ->
                success(hub.bus().request(StatesContract.LIVE, Nothing.NOTHING))
                    .states()
                    .isEmpty());

    store.release();

    await().until(() -> store.deleted.contains(LAMP));
    assertThat(success(store.all())).isEmpty();
  }

  @Test
  void storesADeviceThatCameBackAnew() {
    done(report(LAMP, HUE, Fields.of("power", true), false));
    done(report(LAMP, HUE, Fields.of("power", false), false));
    timers.pass(GATHER);
    await().until(() -> store.saves.size() == 1);
    store.hold();
    done(report(LAMP, HUE, Fields.of("power", true), false));
    timers.pass(GATHER);
    await().until(() -> store.saves.size() == 2);
    hub.bus().publish(DevicesContract.CHANGED, new DeviceChanged(Change.REMOVED, device()));
    announced(LAMP);
    await().until(() -> read(LAMP).state().isEmpty());

    store.release();
    await()
        .until(
            () -> {
              timers.pass(GATHER);
              return success(store.all()).contains(read(LAMP));
            });
  }

  private DeviceState read(DeviceId id) {
    return success(hub.bus().request(StatesContract.READ, new ReadState(id)));
  }

  private Future<StateReported> report(
      DeviceId id, DriverInstance driver, Fields patch, boolean durable) {
    return hub.bus()
        .request(StatesContract.REPORT, new ReportState(id, driver, patch, Source.DRIVER, durable));
  }

  private void announced(DeviceId id) {
    hub.bus()
        .publish(
            DevicesContract.ANNOUNCED,
            new DeviceAnnounced(id, new Endpoint(HUE, "ext-" + id.value())));
  }

  private void status(DriverInstance driver, Status status) {
    hub.bus()
        .publish(
            DriversContract.STATUS,
            new DriverStatusChanged(
                driver, null, status, "websocket", "because", 0, null, clock.instant()));
  }

  private void awaitTimer(Duration delay) {
    await().until(() -> timers.isWaiting(delay));
  }

  private static Device device() {
    return new Device(
        LAMP,
        new Endpoint(HUE, "ext-lamp"),
        "Lamp",
        "light",
        List.of(),
        Fields.EMPTY,
        Fields.EMPTY,
        List.of(),
        NOON,
        NOON,
        NOON);
  }

  private void deploy() {
    StatesService service =
        new StatesService(hub.bus(), store, timers, clock.withZone(ZoneOffset.UTC));
    assertThat(hub.deploy(new StatesVerticle(hub.bus(), service, timers, OFFLINE, MISSING)))
        .isNotBlank();
  }

  private void undeployAll() {
    hub.vertx().deploymentIDs().forEach(id -> done(hub.vertx().undeploy(id)));
  }

  /** Memory that can take its time. */
  private static final class HeldStore implements StatesStore {
    final List<List<DeviceState>> saves = new CopyOnWriteArrayList<>();
    final List<DeviceId> deleted = new CopyOnWriteArrayList<>();
    private final StatesStore memory = new InMemoryStatesStore();
    private volatile @Nullable Promise<Void> held;

    void hold() {
      held = Promise.promise();
    }

    void release() {
      Promise<Void> before = held;
      held = null;
      if (before != null) {
        before.complete();
      }
    }

    @Override
    public Future<List<DeviceState>> all() {
      return memory.all();
    }

    @Override
    public Future<List<DeviceState>> read(List<DeviceId> ids) {
      return memory.read(ids);
    }

    @Override
    public Future<Void> place(DriverInstance driver, String node) {
      return memory.place(driver, node);
    }

    @Override
    public Future<Map<DriverInstance, String>> places(Set<DriverInstance> drivers) {
      return memory.places(drivers);
    }

    @Override
    public Future<Map<DeviceId, StateVersion>> save(List<DeviceState> states) {
      Promise<Void> gate = held;
      saves.add(List.copyOf(states));
      return gate == null
          ? memory.save(states)
          : gate.future().compose(released -> memory.save(states));
    }

    @Override
    public Future<Void> delete(DeviceId id) {
      deleted.add(id);
      return memory.delete(id);
    }
  }
}
