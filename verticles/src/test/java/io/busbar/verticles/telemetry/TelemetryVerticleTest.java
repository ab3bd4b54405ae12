package io.busbar.verticles.telemetry;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.telemetry.TelemetryContract;
import io.busbar.contracts.telemetry.TelemetryContract.MetricsReported;
import io.busbar.contracts.telemetry.TelemetryContract.Point;
import io.busbar.contracts.telemetry.TelemetryContract.ReadTelemetry;
import io.busbar.contracts.telemetry.TelemetryContract.ReportMetrics;
import io.busbar.contracts.telemetry.TelemetryContract.Telemetry;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Endpoint;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Nothing;
import io.busbar.verticles.testing.ManualClock;
import io.busbar.verticles.testing.ManualTimers;
import io.busbar.verticles.testing.TestHub;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TelemetryVerticleTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final DriverInstance HUE = DriverInstance.of("HUE", "hue-1");
  private static final DeviceId METER = new DeviceId("meter");
  private static final Duration GATHER = Duration.ofMillis(500);

  private final TestHub hub = TestHub.open();
  private final ManualClock clock = new ManualClock(NOON);
  private final ManualTimers timers = new ManualTimers();
  private final TelemetryStore store = new InMemoryTelemetryStore();
  private final List<MetricsReported> reports = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() {
    done(
        hub.bus()
            .serve(
                DevicesContract.FIND,
                question ->
                    question.id().equals(METER)
                        ? Future.succeededFuture(meter())
                        : Future.failedFuture(HubFailure.notFound("device", question.id()))));
    done(hub.bus().listen(TelemetryContract.REPORTED, reports::add));
    TelemetryService service =
        new TelemetryService(hub.bus(), store, timers, clock.withZone(ZoneOffset.UTC));
    assertThat(hub.deploy(new TelemetryVerticle(hub.bus(), service, timers))).isNotBlank();
  }

  @AfterEach
  void close() {
    timers.pass(GATHER);
    hub.close();
  }

  @Test
  void readsBackWhatWasReportedAMomentAgo() {
    List<Point> points = List.of(new Point("t", 21.5, "°C", NOON));
    done(report(points));
    Future<Telemetry> read = read(METER, null, null, null);
    timers.pass(GATHER);

    assertThat(success(read).metrics()).isEqualTo(points);
    await().until(() -> reports.size() == 1);
    assertThat(reports).containsExactly(new MetricsReported(METER, HUE, points));
  }

  @Test
  void refusesWhatCannotBeRead() {
    assertThat(failure(read(new DeviceId("no"), null, null, null)).code())
        .isEqualTo(FailureCode.NOT_FOUND);
    assertThat(failure(read(METER, NOON, NOON.minusSeconds(1), null)).code())
        .isEqualTo(FailureCode.INVALID);
    assertThat(failure(read(METER, null, null, 0)).reason()).isEqualTo("VALUE_OUT_OF_RANGE");
    assertThat(failure(read(METER, null, null, 1001)).reason()).isEqualTo("VALUE_OUT_OF_RANGE");
  }

  @Test
  void saysWhenItsBufferIsFull() {
    Point point = new Point("t", 1, null, NOON);
    done(report(Collections.nCopies(100_000, point)));

    HubFailure full = failure(report(List.of(point)));
    assertThat(full.code()).isEqualTo(FailureCode.OVERLOADED);
    assertThat(full.hint()).isNotBlank();
    timers.pass(GATHER);
    await().untilAsserted(() -> done(report(List.of(point))));
  }

  @Test
  void forgetsBucketsOfLastWeek() {
    done(report(List.of(new Point("t", 1, null, NOON))));
    timers.pass(GATHER);
    await().until(() -> success(read(METER, null, null, null)).series().size() == 1);
    clock.pass(Duration.ofDays(7).plusMinutes(1));
    timers.pass(Duration.ofHours(1));

    await().until(() -> success(read(METER, null, null, null)).series().isEmpty());
    assertThat(success(read(METER, null, null, null)).metrics()).hasSize(1);
  }

  private Future<Nothing> report(List<Point> points) {
    return hub.bus().request(TelemetryContract.REPORT, new ReportMetrics(METER, HUE, points));
  }

  private Future<Telemetry> read(
      DeviceId id, @Nullable Instant from, @Nullable Instant to, @Nullable Integer limit) {
    return hub.bus().request(TelemetryContract.READ, new ReadTelemetry(id, from, to, null, limit));
  }

  private static Device meter() {
    return new Device(
        METER,
        new Endpoint(HUE, "m1"),
        "Meter",
        "energy_meter",
        List.of(),
        Fields.EMPTY,
        Fields.EMPTY,
        List.of(),
        null,
        NOON,
        NOON);
  }
}
