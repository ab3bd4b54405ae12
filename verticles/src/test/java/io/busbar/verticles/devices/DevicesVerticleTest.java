package io.busbar.verticles.devices;

import static io.busbar.verticles.devices.Lamps.HUE;
import static io.busbar.verticles.devices.Lamps.NOON;
import static io.busbar.verticles.devices.Lamps.endpoint;
import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.AnnounceDevice;
import io.busbar.contracts.devices.DevicesContract.Change;
import io.busbar.contracts.devices.DevicesContract.DeviceAnnounced;
import io.busbar.contracts.devices.DevicesContract.DeviceChanged;
import io.busbar.contracts.devices.DevicesContract.FindDevice;
import io.busbar.contracts.devices.DevicesContract.KeepIrCode;
import io.busbar.contracts.devices.DevicesContract.ListDevices;
import io.busbar.contracts.devices.DevicesContract.ListRegistered;
import io.busbar.contracts.devices.DevicesContract.ReadDevice;
import io.busbar.contracts.devices.DevicesContract.RemoveDevice;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.LiveStates;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.StateVersion;
import io.busbar.verticles.testing.ManualClock;
import io.busbar.verticles.testing.ManualTimers;
import io.busbar.verticles.testing.TestHub;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DevicesVerticleTest {
  private final TestHub hub = TestHub.open();
  private final ManualClock clock = new ManualClock(NOON);
  private final ManualTimers timers = new ManualTimers();
  private final CountingStore store = new CountingStore();
  private final List<DeviceChanged> changes = new CopyOnWriteArrayList<>();
  private final List<DeviceAnnounced> announcements = new CopyOnWriteArrayList<>();
  private final List<DeviceState> states = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() {
    done(hub.bus().listen(DevicesContract.CHANGED, changes::add));
    done(hub.bus().listen(DevicesContract.ANNOUNCED, announcements::add));
    done(
        hub.bus()
            .serve(
                StatesContract.LIVE,
                question -> Future.succeededFuture(new LiveStates(List.copyOf(states), 1))));
    deploy();
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void addsADeviceAndSaysSo() {
    Device device = announce("l7", Fields.of("name", "Lamp").with("deviceType", "light"));

    assertThat(device.id().value()).startsWith("dev_");
    assertThat(device.commands()).extracting(CommandDef::key).contains("turn_on", "turn_off");
    assertThat(success(store.all())).containsExactly(device);
    await().until(() -> announcements.size() == 1);
    assertThat(changes).containsExactly(new DeviceChanged(Change.DISCOVERED, device));
    assertThat(announcements).containsExactly(new DeviceAnnounced(device.id(), endpoint("l7")));
  }

  @Test
  void writesNothingWhenNothingChanges() {
    Device first = announce("l7", Fields.of("name", "Lamp"));
    clock.pass(Duration.ofMinutes(1));
    Device second = announce("l7", Fields.of("name", "Lamp"));

    assertThat(second).isEqualTo(first);
    assertThat(store.saves).hasValue(1);
    await().until(() -> announcements.size() == 2);
    assertThat(changes).hasSize(1);
  }

  @Test
  void makesOneDeviceOfAnnouncementsAtTheSameTime() {
    Future<Device> one = ask("l7", Fields.of("name", "A"), false);
    Future<Device> two = ask("l7", Fields.of("name", "B"), false);
    Future<Device> three = ask("l7", Fields.of("tags", List.of("x")), true);

    assertThat(success(two).id()).isEqualTo(success(one).id());
    assertThat(success(three).id()).isEqualTo(success(one).id());
    assertThat(success(store.all()))
        .singleElement()
        .satisfies(
            device -> {
              assertThat(device.name()).isEqualTo("B");
              assertThat(device.tags()).containsExactly("x");
            });
  }

  @Test
  void refusesAPartialAnnouncementOfAStranger() {
    assertThat(failure(ask("l7", Fields.EMPTY, true)).code()).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(failure(ask("l7", Fields.of("name", 5), false)).details()).hasSize(1);
    assertThat(store.saves).hasValue(0);
  }

  @Test
  void changesNothingWhenTheStoreIsDown() {
    store.down = HubFailure.unavailable("Away.", "Wait.");

    assertThat(failure(ask("l7", Fields.EMPTY, false)).code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(registered()).isEmpty();
    assertThat(changes).isEmpty();
  }

  @Test
  void knowsItsDevicesAfterARestart() {
    Device device = announce("l7", Fields.of("name", "Lamp"));
    undeployAll();
    deploy();

    assertThat(registered()).containsExactly(device);
    assertThat(announce("l7", Fields.of("name", "Lamp")).id()).isEqualTo(device.id());
  }

  @Test
  void hidesARemovedDeviceAndDeletesItAfterADay() {
    Device device = announce("l7", Fields.EMPTY);
    done(hub.bus().request(DevicesContract.REMOVE, new RemoveDevice(endpoint("l7"), null, false)));

    assertThat(failure(find(device.id())).code()).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(list(ListDevices.ALL)).isEmpty();
    assertThat(registered()).hasSize(1);
    timers.pass(Duration.ofHours(1));
    clock.pass(Duration.ofHours(24).plusSeconds(1));
    assertThat(success(store.all())).hasSize(1);
    timers.pass(Duration.ofHours(1));

    await().until(() -> success(store.all()).isEmpty());
    await().until(() -> registered().isEmpty());
    assertThat(changes).extracting(DeviceChanged::change).endsWith(Change.REMOVED);
  }

  @Test
  void bringsARemovedDeviceBackUnderItsId() {
    Device device = announce("l7", Fields.EMPTY);
    done(hub.bus().request(DevicesContract.REMOVE, new RemoveDevice(endpoint("l7"), null, false)));
    Device back = announce("l7", Fields.EMPTY);

    assertThat(back.id()).isEqualTo(device.id());
    assertThat(back.removedAt()).isNull();
    await().until(() -> changes.size() == 3);
    assertThat(changes.get(2).change()).isEqualTo(Change.DISCOVERED);
    clock.pass(Duration.ofDays(2));
    timers.pass(Duration.ofHours(1));
    assertThat(success(find(back.id()))).isEqualTo(back);
  }

  @Test
  void deletesForGoodAtOnce() {
    Device device = announce("l7", Fields.EMPTY);
    done(hub.bus().request(DevicesContract.REMOVE, new RemoveDevice(endpoint("l7"), "sold", true)));

    assertThat(success(store.all())).isEmpty();
    assertThat(announce("l7", Fields.EMPTY).id()).isNotEqualTo(device.id());
    assertThat(
            failure(
                    hub.bus()
                        .request(
                            DevicesContract.REMOVE, new RemoveDevice(endpoint("no"), null, false)))
                .code())
        .isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void showsDevicesWithTheirLiveStateAndWithoutSecrets() {
    Device device =
        announce(
            "l7",
            Fields.of("deviceType", "light")
                .with(
                    "properties",
                    Map.of(
                        "model",
                        "M",
                        "apiKey",
                        "k",
                        "capabilities",
                        Arrays.asList(null, 7, "dimming"))));
    states.add(
        new DeviceState(
            device.id(),
            HUE,
            new StateVersion(1, 2),
            Fields.of("power", true),
            Map.of(),
            NOON,
            NOON,
            true,
            false,
            false));

    LogicalDevice view = list(ListDevices.ALL).get(0);

    assertThat(view.state()).isEqualTo(Fields.of("power", true));
    assertThat(view.online()).isTrue();
    assertThat(view.domain()).isEqualTo("lighting");
    assertThat(view.properties().has("apiKey")).isFalse();
    assertThat(view.capabilities()).containsExactly("dimming");
    LogicalDevice alone =
        success(hub.bus().request(DevicesContract.READ, new ReadDevice(device.id())));
    assertThat(alone.online()).isFalse();
    assertThat(alone.stale()).isTrue();
  }

  @Test
  void listsByEachFilter() {
    Device lamp =
        announce(
            "l7",
            Fields.of("name", "Kitchen").with("deviceType", "light").with("tags", List.of("Up")));
    Device tv = announce("t1", Fields.of("name", "Telly").with("deviceType", "tv"));

    assertThat(ids(query(null, null, "KITCH", null, null))).containsExactly(lamp.id());
    assertThat(ids(query(null, null, "up", null, null))).containsExactly(lamp.id());
    assertThat(ids(query(null, null, null, "av_media", null))).containsExactly(tv.id());
    assertThat(ids(query(null, null, null, "light", null))).containsExactly(lamp.id());
    assertThat(ids(query(null, null, null, null, "hue"))).hasSize(2);
    assertThat(ids(query(null, null, null, null, "KNX"))).isEmpty();
    assertThat(ids(query(1, 1, null, null, null))).containsExactly(tv.id());
    for (ListDevices wrong :
        List.of(
            query(0, null, null, null, null),
            query(10_001, null, null, null, null),
            query(null, -1, null, null, null))) {
      assertThat(failure(hub.bus().request(DevicesContract.LIST, wrong)).code())
          .isEqualTo(FailureCode.INVALID);
    }
  }

  private static ListDevices query(
      @Nullable Integer limit,
      @Nullable Integer offset,
      @Nullable String q,
      @Nullable String type,
      @Nullable String driver) {
    return new ListDevices(limit, offset, q, null, type, driver);
  }

  private List<DeviceId> ids(ListDevices query) {
    return list(query).stream().map(LogicalDevice::id).toList();
  }

  private List<LogicalDevice> list(ListDevices query) {
    return success(hub.bus().request(DevicesContract.LIST, query)).devices();
  }

  private List<Device> registered() {
    return success(hub.bus().request(DevicesContract.REGISTERED, new ListRegistered(null)))
        .devices();
  }

  private Future<Device> find(DeviceId id) {
    return hub.bus().request(DevicesContract.FIND, new FindDevice(id));
  }

  @Test
  void keepsALearnedCodeWhateverItsDriverAnnounces() {
    Device tv = announce("tv", Fields.of("name", "Telly").with("deviceType", "tv"));
    Fields code = Fields.of("protocol", "NEC").with("address", 4).with("command", 8);

    Device learned = success(keep(tv.id(), "Ambilight", code));
    assertThat(learned.command("Ambilight").map(CommandDef::source)).contains(CommandDef.Origin.IR);
    assertThat(changes).last().extracting(DeviceChanged::change).isEqualTo(Change.UPDATED);
    Device again = announce("tv", Fields.of("name", "Telly").with("deviceType", "tv"));
    assertThat(again).isEqualTo(learned);
    assertThat(again.properties().object("irCommands").object("Ambilight").get("protocol"))
        .isEqualTo("NEC");
    assertThat(success(hub.bus().request(DevicesContract.FIND, new FindDevice(tv.id()))))
        .isEqualTo(learned);
  }

  @Test
  void keepsNoCodeOfADeviceThatIsNotThereAndNoneWithoutAName() {
    Fields code = Fields.of("protocol", "NEC");
    Device tv = announce("tv", Fields.of("name", "Telly"));

    assertThat(failure(keep(new DeviceId("dev_none"), "mute", code)).code())
        .isEqualTo(FailureCode.NOT_FOUND);
    assertThat(failure(keep(tv.id(), "mu\u0000te", code)).code()).isEqualTo(FailureCode.INVALID);
    assertThat(failure(keep(tv.id(), "mute", Fields.EMPTY)).code()).isEqualTo(FailureCode.INVALID);
  }

  private Future<Device> keep(DeviceId id, String command, Fields code) {
    return hub.bus().request(DevicesContract.KEEP_IR_CODE, new KeepIrCode(id, command, code));
  }

  private Device announce(String externalId, Fields data) {
    return success(ask(externalId, data, false));
  }

  private Future<Device> ask(String externalId, Fields data, boolean partial) {
    return hub.bus()
        .request(DevicesContract.ANNOUNCE, new AnnounceDevice(endpoint(externalId), data, partial));
  }

  private void deploy() {
    Domains domains = Domains.load();
    DevicesService service =
        new DevicesService(hub.bus(), store, domains, clock.withZone(ZoneOffset.UTC));
    EntitiesService entities = new EntitiesService(hub.bus(), service, domains);
    assertThat(hub.deploy(new DevicesVerticle(hub.bus(), service, entities, timers))).isNotBlank();
  }

  private void undeployAll() {
    hub.vertx().deploymentIDs().forEach(id -> done(hub.vertx().undeploy(id)));
  }

  private static final class CountingStore implements DevicesStore {
    private final DevicesStore memory = new InMemoryDevicesStore();
    final AtomicInteger saves = new AtomicInteger();
    volatile @Nullable HubFailure down;

    @Override
    public Future<List<Device>> all() {
      return memory.all();
    }

    @Override
    public Future<Void> save(Device device) {
      HubFailure failure = down;
      if (failure != null) {
        return Future.failedFuture(failure);
      }
      saves.incrementAndGet();
      return memory.save(device);
    }

    @Override
    public Future<Void> delete(DeviceId id) {
      return memory.delete(id);
    }
  }
}
