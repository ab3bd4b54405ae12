package io.busbar.contracts.telemetry;

import io.busbar.contracts.bus.EventAddress;
import io.busbar.contracts.bus.Internal;
import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Nothing;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of devices: the last 1,000 points of each as they came, and one-minute buckets for seven
 * days (spec 2.6, decision 23).
 */
public final class TelemetryContract {
  /**
   * Reads a device's metrics. Succeeds with raw points and buckets of the asked span, oldest first;
   * a device without metrics has empty lists. Fails: NOT_FOUND no such device · INVALID a span that
   * ends before it begins · UNAVAILABLE the store is down.
   */
  public static final RequestAddress<ReadTelemetry, Telemetry> READ =
      RequestAddress.of("hub.telemetry.read", ReadTelemetry.class, Telemetry.class);

  /** Records points; they are stored within a second. Fails: OVERLOADED the buffer is full. */
  @Internal("only driver sessions report")
  public static final RequestAddress<ReportMetrics, Nothing> REPORT =
      RequestAddress.of("hub.telemetry.report", ReportMetrics.class, Nothing.class);

  /** Points were recorded. */
  public static final EventAddress<MetricsReported> REPORTED =
      new EventAddress<>("hub.telemetry.reported", MetricsReported.class);

  private TelemetryContract() {}

  /**
   * @param key only this metric; absent: all
   * @param limit at most so many raw points per metric, 1 to 1,000; absent: 1,000
   */
  public record ReadTelemetry(
      DeviceId deviceId,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable String key,
      @Nullable Integer limit) {}

  public record Telemetry(DeviceId deviceId, List<Point> metrics, List<Series> series) {}

  /**
   * @param value a number, text or boolean; null means "unknown"
   */
  public record Point(
      String key, @Nullable Object value, @Nullable String unit, Instant timestamp) {}

  public record Series(String key, @Nullable String unit, List<Bucket> buckets) {}

  /** One minute of a numeric metric. */
  public record Bucket(Instant start, long count, double min, double max, double mean) {}

  public record ReportMetrics(DeviceId deviceId, DriverInstance driver, List<Point> points) {}

  public record MetricsReported(DeviceId deviceId, DriverInstance driver, List<Point> points) {}
}
