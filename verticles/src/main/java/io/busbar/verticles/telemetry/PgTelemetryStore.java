package io.busbar.verticles.telemetry;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.telemetry.TelemetryContract.Bucket;
import io.busbar.contracts.telemetry.TelemetryContract.Point;
import io.busbar.contracts.telemetry.TelemetryContract.ReadTelemetry;
import io.busbar.contracts.telemetry.TelemetryContract.Series;
import io.busbar.contracts.telemetry.TelemetryContract.Telemetry;
import io.busbar.verticles.database.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps telemetry in PostgreSQL. */
public final class PgTelemetryStore implements TelemetryStore {
  private static final String APPEND =
      """
      INSERT INTO metric_points (device_id, key, value, unit, at)
      VALUES ($1, $2, $3::text::json, $4, $5)
      """;
  private static final String ROLL_UP =
      """
      INSERT INTO metric_minutes (device_id, key, minute, unit, count, min, max, sum)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      ON CONFLICT (device_id, key, minute) DO UPDATE SET
        unit = coalesce(excluded.unit, metric_minutes.unit),
        count = metric_minutes.count + excluded.count,
        min = least(metric_minutes.min, excluded.min),
        max = greatest(metric_minutes.max, excluded.max),
        sum = metric_minutes.sum + excluded.sum
      """;

  /** Without a key it is another statement, so that each has a plan that fits. */
  private static final String OF_KEY = "AND key = $2";

  private static final String OF_ALL = "AND $2::text IS NULL";
  private static final String READ_POINTS =
      """
      SELECT key, value::text AS value, unit, at FROM (
        SELECT *, row_number() OVER (PARTITION BY key ORDER BY at DESC, seq DESC) AS newest
        FROM metric_points
        WHERE device_id = $1 %s
          AND at >= coalesce($3::timestamptz, '-infinity')
          AND at < coalesce($4::timestamptz, 'infinity')
      ) AS ranked
      WHERE newest <= $5 ORDER BY at, key
      """;
  private static final String READ_MINUTES =
      """
      SELECT * FROM metric_minutes
      WHERE device_id = $1 %s
        AND minute >= coalesce($3::timestamptz, '-infinity')
        AND minute < coalesce($4::timestamptz, 'infinity')
      ORDER BY key, minute
      """;
  private static final String RETAIN_POINTS =
      """
      DELETE FROM metric_points WHERE seq IN (
        SELECT seq FROM (
          SELECT seq, row_number() OVER (PARTITION BY device_id, key ORDER BY at DESC, seq DESC)
            AS newest FROM metric_points) AS ranked
        WHERE newest > $1)
      """;
  private static final String RETAIN_MINUTES = "DELETE FROM metric_minutes WHERE minute < $1";

  private final Database database;

  public PgTelemetryStore(Database database) {
    this.database = database;
  }

  @Override
  public Future<Void> append(List<MetricPoint> points) {
    List<Tuple> raw = points.stream().map(PgTelemetryStore::tuple).toList();
    List<Tuple> minutes = MinuteRollup.of(points).stream().map(PgTelemetryStore::tuple).toList();
    return database.transaction(
        connection ->
            connection
                .preparedQuery(APPEND)
                .executeBatch(raw)
                .compose(
                    stored ->
                        minutes.isEmpty()
                            ? Future.succeededFuture()
                            : connection.preparedQuery(ROLL_UP).executeBatch(minutes).mapEmpty()));
  }

  @Override
  public Future<Telemetry> read(ReadTelemetry query) {
    Tuple span =
        Tuple.of(query.deviceId().value(), query.key(), utc(query.from()), utc(query.to()));
    Tuple limited =
        Tuple.of(
            query.deviceId().value(),
            query.key(),
            utc(query.from()),
            utc(query.to()),
            Objects.requireNonNullElse(query.limit(), RAW_POINTS));
    String keys = query.key() == null ? OF_ALL : OF_KEY;
    return database
        .query(READ_POINTS.formatted(keys), limited)
        .compose(
            points ->
                database
                    .query(READ_MINUTES.formatted(keys), span)
                    .map(
                        minutes ->
                            new Telemetry(query.deviceId(), points(points), series(minutes))));
  }

  @Override
  public Future<Void> retain(Instant bucketsSince) {
    return database
        .query(RETAIN_POINTS, Tuple.of(RAW_POINTS))
        .compose(done -> database.query(RETAIN_MINUTES, Tuple.of(utc(bucketsSince))))
        .mapEmpty();
  }

  private static Tuple tuple(MetricPoint point) {
    Point reading = point.point();
    return Tuple.tuple()
        .addString(point.deviceId().value())
        .addString(reading.key())
        .addString(reading.value() == null ? null : Json.text(reading.value()))
        .addString(reading.unit())
        .addOffsetDateTime(utc(reading.timestamp()));
  }

  private static Tuple tuple(MinuteRollup rollup) {
    return Tuple.tuple()
        .addString(rollup.deviceId().value())
        .addString(rollup.key())
        .addOffsetDateTime(utc(rollup.minute()))
        .addString(rollup.unit())
        .addLong(rollup.count())
        .addDouble(rollup.min())
        .addDouble(rollup.max())
        .addDouble(rollup.sum());
  }

  private static List<Point> points(RowSet<Row> rows) {
    List<Point> points = new ArrayList<>(rows.size());
    for (Row row : rows) {
      String value = row.getString("value");
      points.add(
          new Point(
              row.getString("key"),
              value == null
                  ? null
                  : Json.read(value.getBytes(StandardCharsets.UTF_8), Object.class),
              row.getString("unit"),
              row.getOffsetDateTime("at").toInstant()));
    }
    return points;
  }

  private static List<Series> series(RowSet<Row> rows) {
    Map<String, List<Bucket>> buckets = new LinkedHashMap<>();
    Map<String, @Nullable String> units = new LinkedHashMap<>();
    for (Row row : rows) {
      String key = row.getString("key");
      units.put(key, row.getString("unit"));
      buckets.computeIfAbsent(key, first -> new ArrayList<>()).add(bucket(row));
    }
    return buckets.entrySet().stream()
        .map(entry -> new Series(entry.getKey(), units.get(entry.getKey()), entry.getValue()))
        .toList();
  }

  private static Bucket bucket(Row row) {
    long count = row.getLong("count");
    return new Bucket(
        row.getOffsetDateTime("minute").toInstant(),
        count,
        row.getDouble("min"),
        row.getDouble("max"),
        row.getDouble("sum") / count);
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
