package io.busbar.verticles.history;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.Registered;
import io.busbar.contracts.history.HistoryContract;
import io.busbar.contracts.history.HistoryContract.History;
import io.busbar.contracts.history.HistoryContract.Point;
import io.busbar.contracts.history.HistoryContract.ReadHistory;
import io.busbar.contracts.history.HistoryContract.Resolution;
import io.busbar.contracts.history.HistoryContract.Series;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.LiveStates;
import io.busbar.contracts.states.StatesContract.StateChanged;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Endpoint;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import io.busbar.contracts.value.StateVersion;
import io.busbar.verticles.testing.ManualClock;
import io.busbar.verticles.testing.ManualTimers;
import io.busbar.verticles.testing.TestHub;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HistoryVerticleTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final DriverInstance HUE = DriverInstance.of("HUE", "hue-1");
  private static final DeviceId LAMP = new DeviceId("lamp");

  private final TestHub hub = TestHub.open();
  private final ManualClock clock = new ManualClock(NOON);
  private final ManualTimers timers = new ManualTimers();
  private final InMemoryHistoryStore store = new InMemoryHistoryStore();
  private LongSupplier skipped = () -> 0;

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void tellsEveryChangeOfEveryScalar() {
    start(List.of());
    say(Map.of("power", true, "brightness", 40, "color", List.of(1, 2), "mode", "warm"));
    clock.pass(Duration.ofSeconds(10));
    say(Map.of("power", false, "extras", sensors("cpu", 17.5, "%")));
    clock.pass(Duration.ofSeconds(10));

    History history = read(null);
    assertThat(history.resolution()).isEqualTo(Resolution.RAW);
    assertThat(history.from()).isEqualTo(clock.instant().minus(Duration.ofDays(1)));
    assertThat(history.to()).isEqualTo(clock.instant());
    assertThat(history.truncated()).isFalse();
    assertThat(history.series())
        .containsExactly(
            new Series("brightness", null, List.of(Point.of(NOON, 40L))),
            new Series("mode", null, List.of(Point.of(NOON, "warm"))),
            new Series(
                "power",
                null,
                List.of(Point.of(NOON, true), Point.of(NOON.plusSeconds(10), false))),
            new Series("sensors.cpu", "%", List.of(Point.of(NOON.plusSeconds(10), 17.5))));
  }

  @Test
  void keepsTheLastNumberOfFiveSeconds() {
    start(List.of());
    for (int i = 0; i < 10; i++) {
      say(Map.of("level", i));
      clock.pass(Duration.ofSeconds(1));
    }

    assertThat(read("level").series().get(0).points())
        .containsExactly(Point.of(NOON.plusSeconds(4), 4L), Point.of(NOON.plusSeconds(9), 9L));
  }

  @Test
  void keepsTenOtherChangesASecondAndTheLast() {
    start(List.of());
    for (int i = 0; i < 30; i++) {
      say(Map.of("mode", "m" + i));
      clock.pass(Duration.ofMillis(10));
    }
    await().until(() -> skipped.getAsLong() == 20);
    clock.pass(Duration.ofSeconds(1));
    timers.pass(Duration.ofSeconds(1));

    await().until(() -> read("mode").series().get(0).points().size() == 11);
    List<Point> points = read("mode").series().get(0).points();
    assertThat(points.get(9).value()).isEqualTo("m9");
    assertThat(points.get(10)).isEqualTo(Point.of(NOON.plusMillis(290), "m29"));
  }

  @Test
  void recordsNoSecrets() {
    start(List.of());
    say(Map.of("apiToken", "abc", "pin", "1234", "power", true));
    clock.pass(Duration.ofSeconds(1));

    assertThat(read(null).series()).extracting(Series::key).containsExactly("power");
  }

  @Test
  void beginsWithWhatHeldBefore() {
    start(List.of());
    say(Map.of("power", true));
    clock.pass(Duration.ofHours(30));

    assertThat(read("power").series())
        .containsExactly(
            new Series(
                "power", null, List.of(Point.of(clock.instant().minus(Duration.ofDays(1)), true))));
  }

  @Test
  void knowsWhatHeldBeforeItBegan() {
    start(List.of(state(Map.of("power", true, "level", 5), NOON.minusSeconds(60))));
    say(Map.of("level", 5));
    clock.pass(Duration.ofSeconds(1));

    assertThat(read(null).series())
        .containsExactly(
            new Series("level", null, List.of(Point.of(NOON.minusSeconds(60), 5L))),
            new Series("power", null, List.of(Point.of(NOON.minusSeconds(60), true))));
  }

  @Test
  void sumsNumbersUpByMinuteHourAndDay() {
    start(List.of());
    say(Map.of("t", 10, "power", true));
    clock.pass(Duration.ofSeconds(30));
    say(Map.of("t", 20));
    clock.pass(Duration.ofMinutes(45));
    timers.pass(Duration.ofMinutes(5));
    clock.pass(Duration.ofHours(2));
    timers.pass(Duration.ofMinutes(5));

    Point minute = points("t", Resolution.MINUTE).get(0);
    assertThat(minute).isEqualTo(new Point(NOON, 20L, 10.0, 20.0, 15.0));
    double average = (10 * 30 + 20 * 3570) / 3600.0;
    assertThat(points("t", Resolution.HOUR))
        .containsExactly(new Point(NOON, 20L, 10.0, 20.0, average));
    Point day = points("t", Resolution.DAY).get(0);
    assertThat(day.at()).isEqualTo(Instant.parse("2026-05-31T22:00:00Z"));
    assertThat(day.avg()).isBetween(19.9, 20.0);
    assertThat(points("power", Resolution.HOUR)).containsExactly(Point.of(NOON, true));
  }

  @Test
  void sumsUpByTheDaysOfTheHouse() {
    start(List.of());
    clock.pass(Duration.ofHours(9));
    say(Map.of("t", 10));
    clock.pass(Duration.ofHours(2));
    say(Map.of("t", 20));
    clock.pass(Duration.ofHours(1));

    assertThat(points("t", Resolution.DAY))
        .containsExactly(
            new Point(Instant.parse("2026-05-31T22:00:00Z"), 10L, 10.0, 10.0, 10.0),
            new Point(Instant.parse("2026-06-01T22:00:00Z"), 20L, 10.0, 20.0, 15.0));
  }

  @Test
  void answersByTheHourWhatIsTooOldForMore() {
    start(List.of());
    say(Map.of("t", 10));
    clock.pass(Duration.ofHours(2));
    ReadHistory query = query("t", NOON.minus(Duration.ofDays(11)), null, Resolution.RAW, null);

    History history = success(hub.bus().request(HistoryContract.READ, query));
    assertThat(history.resolution()).isEqualTo(Resolution.HOUR);
    assertThat(history.series().get(0).points())
        .containsExactly(new Point(NOON, 10L, 10.0, 10.0, 10.0));
  }

  @Test
  void saysWhenPointsWereLeftOut() {
    start(List.of());
    for (int i = 0; i < 5; i++) {
      say(Map.of("power", i % 2 == 0));
      clock.pass(Duration.ofSeconds(1));
    }
    History history =
        success(
            hub.bus().request(HistoryContract.READ, query(null, null, null, Resolution.RAW, 3)));

    assertThat(history.truncated()).isTrue();
    assertThat(history.hint()).isNotBlank();
    assertThat(history.series().get(0).points()).hasSize(3);
    assertThat(history.series().get(0).points().get(2).at()).isEqualTo(NOON.plusSeconds(2));
  }

  @Test
  void recordsAtMostFiveHundredKeysOfADevice() {
    start(List.of());
    Map<String, @Nullable Object> many = new LinkedHashMap<>();
    for (int i = 0; i < 520; i++) {
      many.put("k" + i, i);
    }
    say(many);
    clock.pass(Duration.ofSeconds(1));

    assertThat(read(null).series()).hasSize(500);
  }

  @Test
  void recordsNothingWhenSwitchedOff() {
    deploy(
        new HistorySettings(false, Duration.ofDays(10), Duration.ofDays(400), BERLIN), List.of());
    say(Map.of("power", true));
    clock.pass(Duration.ofSeconds(1));

    assertThat(read(null).series()).isEmpty();
  }

  @Test
  void refusesWhatCannotBeRead() {
    start(List.of());
    ReadHistory stranger = new ReadHistory(new DeviceId("no"), null, null, null, null, null);
    assertThat(failure(hub.bus().request(HistoryContract.READ, stranger)).code())
        .isEqualTo(FailureCode.NOT_FOUND);
    assertThat(failed(query(null, NOON, NOON.minusSeconds(1), null, null)).code())
        .isEqualTo(FailureCode.INVALID);
    assertThat(failed(query(null, null, null, null, 0)).reason()).isEqualTo("VALUE_OUT_OF_RANGE");
    assertThat(failed(query(null, null, null, null, 10_001)).reason())
        .isEqualTo("VALUE_OUT_OF_RANGE");
  }

  @Test
  void forgetsWhatIsOldAndDevicesThatAreGone() {
    start(List.of());
    done(store.append(List.of(ChangePoint.of(new DeviceId("gone"), "a", null, NOON, 1.0))));
    say(Map.of("power", true));
    clock.pass(Duration.ofSeconds(1));
    say(Map.of("power", false));
    assertThat(read("power").series().get(0).points()).hasSize(2);
    clock.pass(Duration.ofDays(11));
    timers.pass(Duration.ofHours(1));

    HistoryStore.Query all =
        new HistoryStore.Query(LAMP, null, NOON.minusSeconds(1), clock.instant(), 10, true);
    await().until(() -> success(store.changes(all)).rows().size() == 1);
    HistoryStore.Query gone =
        new HistoryStore.Query(
            new DeviceId("gone"), null, NOON.minusSeconds(1), clock.instant(), 10, true);
    await().until(() -> success(store.changes(gone)).rows().isEmpty());
  }

  private void start(List<DeviceState> present) {
    deploy(new HistorySettings(true, Duration.ofDays(10), Duration.ofDays(400), BERLIN), present);
  }

  private void deploy(HistorySettings settings, List<DeviceState> present) {
    done(
        hub.bus()
            .serve(
                DevicesContract.FIND,
                question ->
                    question.id().equals(LAMP)
                        ? Future.succeededFuture(lamp())
                        : Future.failedFuture(HubFailure.notFound("device", question.id()))));
    done(
        hub.bus()
            .serve(
                DevicesContract.REGISTERED,
                question -> Future.succeededFuture(new Registered(List.of(lamp())))));
    done(
        hub.bus()
            .serve(
                StatesContract.LIVE,
                question -> Future.succeededFuture(new LiveStates(present, 1))));
    HistoryService service =
        new HistoryService(hub.bus(), store, settings, timers, clock.withZone(ZoneOffset.UTC));
    assertThat(hub.deploy(new HistoryVerticle(hub.bus(), service, timers))).isNotBlank();
    skipped = service::skipped;
  }

  private void say(Map<String, @Nullable Object> fields) {
    hub.bus()
        .publish(
            StatesContract.CHANGED,
            new StateChanged(state(fields, clock.instant()), fields.keySet(), Source.DRIVER));
  }

  private List<Point> points(String key, Resolution resolution) {
    ReadHistory query = query(key, NOON.minusSeconds(60), clock.instant(), resolution, null);
    return success(hub.bus().request(HistoryContract.READ, query)).series().get(0).points();
  }

  private History read(@Nullable String key) {
    return success(hub.bus().request(HistoryContract.READ, query(key, null, null, null, null)));
  }

  private HubFailure failed(ReadHistory query) {
    return failure(hub.bus().request(HistoryContract.READ, query));
  }

  private static ReadHistory query(
      @Nullable String key,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable Resolution resolution,
      @Nullable Integer limit) {
    return new ReadHistory(LAMP, key, from, to, resolution, limit);
  }

  private static Map<String, Object> sensors(String key, Object value, String unit) {
    return Map.of("sensors", Map.of(key, Map.of("name", key, "value", value, "unit", unit)));
  }

  private static DeviceState state(Map<String, @Nullable Object> fields, Instant at) {
    Map<String, Instant> changed = new LinkedHashMap<>();
    fields.keySet().forEach(key -> changed.put(key, at));
    return new DeviceState(
        LAMP, HUE, new StateVersion(1, 1), new Fields(fields), changed, at, at, true, false, false);
  }

  private static Device lamp() {
    return new Device(
        LAMP,
        new Endpoint(HUE, "l1"),
        "Lamp",
        "light",
        List.of(),
        Fields.EMPTY,
        Fields.EMPTY,
        List.of(),
        null,
        NOON,
        NOON);
  }
}
