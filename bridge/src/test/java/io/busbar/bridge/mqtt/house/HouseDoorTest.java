package io.busbar.bridge.mqtt.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.bridge.live.Happenings;
import io.busbar.bridge.live.LiveFeed;
import io.busbar.bridge.mqtt.homeassistant.Export;
import io.busbar.bridge.testing.Await;
import io.busbar.contracts.Contracts;
import io.busbar.contracts.bus.BusObserver;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.bus.TraceContext;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.DeviceList;
import io.busbar.contracts.devices.DevicesContract.ReadDevice;
import io.busbar.contracts.devices.DevicesContract.Registered;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.home.Bootstrap;
import io.busbar.contracts.home.HomeContract;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.ProgramList;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.LiveStates;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.InstanceId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the house tells while its services are late, fail, or say something else meanwhile. */
class HouseDoorTest {
  static {
    TraceContext.install();
  }

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Instant THEN = Instant.parse("2026-11-01T12:00:00Z");
  private static final String STATUS = "hos/hub/status";
  private static final String OWN = "homeassistant/device/busbar_hub_hub/config";

  private final Vertx vertx = Vertx.vertx();
  private final HubBus bus = HubBus.open(vertx, Contracts.messages(), BusObserver.NONE);
  private final LiveFeed feed =
      new LiveFeed(
          bus, Clock.systemUTC(), "node-a", new LiveFeed.Limits(3, 3, 1000, Duration.ofMillis(50)));
  private final KeptBroker broker = new KeptBroker();
  private final HouseDoor door =
      new HouseDoor(
          bus,
          feed,
          new HouseDoor.Links(broker, null),
          new HouseDoor.Settings(Export.Form.DEVICE, "homeassistant", "Home", "1.2.3"),
          new HouseCounts());
  private final List<String> reads = new CopyOnWriteArrayList<>();
  private final Map<String, Function<String, Future<LogicalDevice>>> answers =
      new ConcurrentHashMap<>();
  private volatile Future<ProgramList> programs =
      Future.succeededFuture(new ProgramList(List.of()));

  @BeforeEach
  void serve() {
    Bootstrap.Hub hub = new Bootstrap.Hub("hub", "Home", "1.2.3", "UTC");
    List<Future<Subscription>> served =
        List.of(
            bus.serve(HomeContract.READ_HUB, nothing -> Future.succeededFuture(hub)),
            bus.serve(
                StatesContract.LIVE,
                nothing -> Future.succeededFuture(new LiveStates(List.of(), 1))),
            bus.serve(
                DevicesContract.LIST, all -> Future.succeededFuture(new DeviceList(List.of()))),
            bus.serve(
                DevicesContract.REGISTERED,
                all -> Future.succeededFuture(new Registered(List.of()))),
            bus.serve(DevicesContract.READ, this::read),
            bus.serve(ProgramsContract.LIST, all -> programs));
    assertThat(Await.result(Future.all(served)).succeeded()).isTrue();
    assertThat(Await.result(vertx.deployVerticle(feed))).isNotEmpty();
  }

  @AfterEach
  void close() {
    vertx.close().onComplete(closed -> {});
  }

  @Test
  void saysAgainThatItIsThereWhenSomebodyElseSaysItIsNot() {
    open();
    await().atMost(PATIENCE).until(() -> "online".equals(broker.kept(STATUS)));
    broker.hear(STATUS, "offline");
    await().atMost(PATIENCE).until(() -> "online".equals(broker.kept(STATUS)));
    Void unused = Await.result(door.end());
    broker.hear(STATUS, "offline");
    assertThat(broker.got().stream().filter(each -> each.startsWith(STATUS)))
        .containsExactly(STATUS + "=online", STATUS + "=online", STATUS + "=offline");
  }

  @Test
  void keepsWhatWasSaidOfTheHubUntilItKnowsThePrograms() {
    programs = Future.failedFuture(away());
    String stranger = OWN.replace("hub_hub", "hub_gone");
    broker.hear(OWN, "{}");
    broker.hear(stranger, "{}");
    open();
    await().atMost(PATIENCE).until(() -> broker.kept(stranger) == null);
    tell("barrier");
    assertThat(broker.kept(OWN)).isEqualTo("{}");
  }

  @Test
  void saysThingsOfTheHubBeforeItLooksForWhatWasLeftBehind() {
    Promise<ProgramList> late = Promise.promise();
    programs = late.future();
    broker.hear(OWN, "{}");
    open();
    tell("barrier");
    late.complete(new ProgramList(List.of()));
    await().atMost(PATIENCE).until(() -> !"{}".equals(broker.kept(OWN)));
    tell("second-barrier");
    assertThat(broker.got()).doesNotContain(OWN + "=");
    assertThat(broker.kept(OWN)).contains("binary_sensor");
  }

  @Test
  void readsAHiddenDeviceOnce() {
    answers.put("hidden", id -> Future.succeededFuture(device(id, true)));
    open();
    bus.publish(StatesContract.CHANGED, Happenings.changed("hidden", 1, 1));
    await().atMost(PATIENCE).until(() -> reads.contains("hidden"));
    tell("barrier");
    bus.publish(StatesContract.CHANGED, Happenings.changed("hidden", 2, 2));
    tell("second-barrier");
    assertThat(reads).containsOnlyOnce("hidden");
    assertThat(broker.kept("hos/hub/device/hidden/state")).isNull();
  }

  @Test
  void forgetsADeviceThatIsRemovedWhileItIsRead() {
    Promise<LogicalDevice> late = Promise.promise();
    answers.put("ghost", id -> late.future());
    open();
    bus.publish(StatesContract.CHANGED, Happenings.changed("ghost", 1, 1));
    await().atMost(PATIENCE).until(() -> reads.contains("ghost"));
    bus.publish(DevicesContract.CHANGED, Happenings.removed("ghost"));
    tell("barrier");
    late.complete(device("ghost", false));
    tell("second-barrier");
    assertThat(broker.got()).noneMatch(each -> each.contains("device/ghost/"));
    answers.remove("ghost");
    tell("ghost");
  }

  @Test
  void readsADeviceAgainThatCouldNotBeRead() {
    answers.put(
        "late",
        id -> {
          answers.remove(id);
          return Future.failedFuture(away());
        });
    open();
    tell("late");
    assertThat(reads).containsExactly("late", "late");
  }

  private void open() {
    assertThat(Await.result(vertx.deployVerticle(door))).isNotEmpty();
  }

  /** A device comes; when its state is told, everything before it has been heard. */
  private void tell(String device) {
    bus.publish(StatesContract.CHANGED, Happenings.changed(device, 1, 1));
    await()
        .atMost(PATIENCE)
        .until(() -> broker.kept("hos/hub/device/" + device + "/state") != null);
  }

  private Future<LogicalDevice> read(ReadDevice query) {
    String id = query.id().value();
    reads.add(id);
    return answers.getOrDefault(id, any -> Future.succeededFuture(device(any, false))).apply(id);
  }

  private static HubFailure away() {
    return HubFailure.unavailable("Away.", "Wait.");
  }

  private static LogicalDevice device(String id, boolean hidden) {
    return new LogicalDevice(
        new DeviceId(id),
        id,
        "Lamp",
        "light",
        "light",
        "lighting",
        "light",
        new DriverKey("HUE"),
        new InstanceId("a"),
        null,
        null,
        null,
        null,
        List.of(),
        Fields.EMPTY,
        List.of(),
        List.of(),
        Fields.EMPTY,
        Fields.EMPTY,
        true,
        false,
        hidden,
        false,
        THEN,
        THEN,
        THEN);
  }
}
