package io.busbar.verticles.telemetry;

import io.busbar.contracts.telemetry.TelemetryContract.Bucket;
import io.busbar.contracts.telemetry.TelemetryContract.Point;
import io.busbar.contracts.telemetry.TelemetryContract.ReadTelemetry;
import io.busbar.contracts.telemetry.TelemetryContract.Series;
import io.busbar.contracts.telemetry.TelemetryContract.Telemetry;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Keeps telemetry for the life of the process. */
public final class InMemoryTelemetryStore implements TelemetryStore {
  private final List<MetricPoint> raw = new ArrayList<>();
  private final Map<List<Object>, MinuteRollup> minutes = new LinkedHashMap<>();

  @Override
  public synchronized Future<Void> append(List<MetricPoint> points) {
    raw.addAll(points);
    for (MinuteRollup rollup : MinuteRollup.of(points)) {
      minutes.merge(
          List.of(rollup.deviceId(), rollup.key(), rollup.minute()), rollup, MinuteRollup::plus);
    }
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Telemetry> read(ReadTelemetry query) {
    Map<String, List<Point>> byKey = new LinkedHashMap<>();
    raw.stream()
        .filter(point -> point.deviceId().equals(query.deviceId()))
        .map(MetricPoint::point)
        .filter(point -> query.key() == null || query.key().equals(point.key()))
        .filter(point -> within(query, point.timestamp()))
        .sorted(Comparator.comparing(Point::timestamp))
        .forEach(point -> byKey.computeIfAbsent(point.key(), key -> new ArrayList<>()).add(point));
    int limit = Objects.requireNonNullElse(query.limit(), RAW_POINTS);
    List<Point> points = new ArrayList<>();
    byKey.values().forEach(list -> points.addAll(last(list, limit)));
    points.sort(Comparator.comparing(Point::timestamp).thenComparing(Point::key));
    return Future.succeededFuture(new Telemetry(query.deviceId(), points, series(query)));
  }

  @Override
  public synchronized Future<Void> retain(Instant bucketsSince) {
    minutes.values().removeIf(rollup -> rollup.minute().isBefore(bucketsSince));
    Map<List<Object>, List<MetricPoint>> byMetric = new LinkedHashMap<>();
    raw.sort(Comparator.comparing(point -> point.point().timestamp()));
    raw.forEach(
        point ->
            byMetric
                .computeIfAbsent(
                    List.of(point.deviceId(), point.point().key()), key -> new ArrayList<>())
                .add(point));
    raw.clear();
    byMetric.values().forEach(points -> raw.addAll(last(points, RAW_POINTS)));
    return Future.succeededFuture();
  }

  private List<Series> series(ReadTelemetry query) {
    Map<String, List<MinuteRollup>> byKey = new LinkedHashMap<>();
    minutes.values().stream()
        .filter(rollup -> rollup.deviceId().equals(query.deviceId()))
        .filter(rollup -> query.key() == null || query.key().equals(rollup.key()))
        .filter(rollup -> within(query, rollup.minute()))
        .sorted(Comparator.comparing(MinuteRollup::key).thenComparing(MinuteRollup::minute))
        .forEach(
            rollup -> byKey.computeIfAbsent(rollup.key(), key -> new ArrayList<>()).add(rollup));
    List<Series> series = new ArrayList<>();
    byKey.forEach(
        (key, rollups) -> {
          List<Bucket> buckets = rollups.stream().map(MinuteRollup::bucket).toList();
          series.add(new Series(key, rollups.get(rollups.size() - 1).unit(), buckets));
        });
    return series;
  }

  private static boolean within(ReadTelemetry query, Instant at) {
    return (query.from() == null || !at.isBefore(query.from()))
        && (query.to() == null || at.isBefore(query.to()));
  }

  private static <T> List<T> last(List<T> list, int count) {
    return list.subList(Math.max(0, list.size() - count), list.size());
  }
}
