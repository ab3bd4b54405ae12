package io.busbar.verticles.telemetry;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.telemetry.TelemetryContract.ReadTelemetry;
import io.busbar.contracts.telemetry.TelemetryContract.Telemetry;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** Keeps raw points and one-minute buckets. Fails with {@link HubFailure} UNAVAILABLE. */
public interface TelemetryStore {
  /** How many raw points of a metric are kept (decision 23). */
  int RAW_POINTS = 1000;

  /** Adds points, raw and to their buckets. Succeeds when all are durable. */
  Future<Void> append(List<MetricPoint> points);

  /** Reads the points and buckets of the asked span, oldest first. */
  Future<Telemetry> read(ReadTelemetry query);

  /** Deletes raw points beyond {@link #RAW_POINTS} a metric, and buckets before the instant. */
  Future<Void> retain(Instant bucketsSince);
}
