package io.busbar.verticles.telemetry;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.FindDevice;
import io.busbar.contracts.telemetry.TelemetryContract;
import io.busbar.contracts.telemetry.TelemetryContract.MetricsReported;
import io.busbar.contracts.telemetry.TelemetryContract.Point;
import io.busbar.contracts.telemetry.TelemetryContract.ReadTelemetry;
import io.busbar.contracts.telemetry.TelemetryContract.ReportMetrics;
import io.busbar.contracts.telemetry.TelemetryContract.Telemetry;
import io.busbar.contracts.value.Nothing;
import io.busbar.verticles.database.Backlog;
import io.busbar.verticles.database.WriteBehind;
import io.busbar.verticles.time.Timers;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Records metrics of devices and reads them back. */
public final class TelemetryService {
  private static final Duration GATHER = Duration.ofMillis(500);
  private static final Duration KEEP_BUCKETS = Duration.ofDays(7);
  private static final int MAX_WAITING = 100_000;
  private static final long FLUSH_WITHIN_MS = 1_500;

  private final HubBus bus;
  private final TelemetryStore store;
  private final WriteBehind<Long, MetricPoint> writeBehind;
  private final Clock clock;
  private long sequence;

  public TelemetryService(HubBus bus, TelemetryStore store, Timers timers, Clock clock) {
    this.bus = bus;
    this.store = store;
    this.clock = clock;
    this.writeBehind = new WriteBehind<>("Metrics", MAX_WAITING, GATHER, timers, store::append);
  }

  /** What waits to be stored. */
  public Backlog backlog() {
    return writeBehind;
  }

  Future<Nothing> report(ReportMetrics report) {
    for (Point point : report.points()) {
      if (!writeBehind.put(sequence++, new MetricPoint(report.deviceId(), point))) {
        return Future.failedFuture(full());
      }
    }
    bus.publish(
        TelemetryContract.REPORTED,
        new MetricsReported(report.deviceId(), report.driver(), report.points()));
    return Future.succeededFuture(Nothing.NOTHING);
  }

  Future<Telemetry> read(ReadTelemetry query) {
    requireSpan(query);
    return bus.request(DevicesContract.FIND, new FindDevice(query.deviceId()))
        .compose(device -> writeBehind.stored().timeout(FLUSH_WITHIN_MS, TimeUnit.MILLISECONDS))
        .recover(TelemetryService::unlessOnlyLate)
        .compose(flushed -> store.read(query));
  }

  /** Deletes what is older than its retention. */
  Future<Void> retain() {
    return store.retain(clock.instant().minus(KEEP_BUCKETS));
  }

  Future<Void> flush() {
    return writeBehind.stored();
  }

  private static Future<Void> unlessOnlyLate(Throwable cause) {
    return cause instanceof HubFailure
        ? Future.failedFuture(cause)
        : Future.failedFuture(
            HubFailure.unavailable(
                "The database does not answer.", "Metrics are kept and stored when it is back."));
  }

  private static void requireSpan(ReadTelemetry query) {
    Instant from = query.from();
    Instant to = query.to();
    if (from != null && to != null && to.isBefore(from)) {
      throw HubFailure.invalid("The span ends before it begins.", "Swap from and to.");
    }
    Integer limit = query.limit();
    if (limit != null && (limit < 1 || limit > TelemetryStore.RAW_POINTS)) {
      throw HubFailure.invalid(
              "limit must be 1 to %d.".formatted(TelemetryStore.RAW_POINTS),
              "Leave it out to get all that is kept.")
          .reason("VALUE_OUT_OF_RANGE");
    }
  }

  private static HubFailure full() {
    return HubFailure.overloaded(
        "Too many metrics wait to be stored.", "Send fewer; they are dropped until it recovers.");
  }
}
