package io.busbar.verticles.history;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.DeviceId;
import io.busbar.verticles.database.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps history in PostgreSQL. */
public final class PgHistoryStore implements HistoryStore {
  private static final int KEYS_AT_ONCE = 10_000;

  private final Database database;

  public PgHistoryStore(Database database) {
    this.database = database;
  }

  @Override
  public Future<Void> append(List<ChangePoint> changes) {
    Tuple names =
        Tuple.tuple()
            .addValue(column(changes, String.class, point -> point.deviceId().value()))
            .addValue(column(changes, String.class, ChangePoint::key))
            .addValue(column(changes, String.class, ChangePoint::unit));
    return insert(names, HistorySql.APPEND, appended(changes));
  }

  @Override
  public Future<Void> addHours(List<HourRow> hours) {
    Map<HourRow.Place, HourRow> summed = new LinkedHashMap<>();
    hours.forEach(row -> summed.merge(row.place(), row, HourRow::plus));
    Collection<HourRow> rows = summed.values();
    Tuple names =
        Tuple.tuple()
            .addValue(column(rows, String.class, row -> row.deviceId().value()))
            .addValue(column(rows, String.class, HourRow::key))
            .addValue(column(rows, String.class, HourRow::unit));
    return insert(names, HistorySql.ADD_HOURS, added(rows));
  }

  @Override
  public Future<Found<ChangePoint>> changes(Query query) {
    return read(query, HistorySql.HELD_CHANGES, HistorySql.CHANGES, PgHistoryStore::change);
  }

  @Override
  public Future<Found<HourRow>> hours(Query query) {
    return read(query, HistorySql.HELD_HOURS, HistorySql.HOURS, PgHistoryStore::hour);
  }

  @Override
  public Future<Void> retain(Instant changesSince, Instant hoursSince) {
    return database
        .deleteInParts(HistorySql.RETAIN_CHANGES, utc(changesSince))
        .compose(done -> database.deleteInParts(HistorySql.RETAIN_HOURS, utc(hoursSince)));
  }

  @Override
  public Future<Void> keepOnly(Set<DeviceId> devices) {
    String[] ids = devices.stream().map(DeviceId::value).toArray(String[]::new);
    return database
        .query(HistorySql.STRANGE_KEYS, Tuple.of(ids, KEYS_AT_ONCE))
        .map(rows -> all(rows, row -> row.getInteger("id")).toArray(Integer[]::new))
        .compose(strange -> strange.length == 0 ? Future.succeededFuture() : forget(strange));
  }

  private Future<Void> forget(Integer[] keys) {
    return database
        .deleteInParts(HistorySql.FORGET_CHANGES, keys)
        .compose(done -> database.deleteInParts(HistorySql.FORGET_HOURS, keys))
        .compose(done -> database.query(HistorySql.FORGET_KEYS, Tuple.of(keys)))
        .mapEmpty();
  }

  private Future<Void> insert(Tuple names, String sql, Tuple rows) {
    return database.transaction(
        connection ->
            nameKeys(connection, names)
                .compose(named -> connection.preparedQuery(sql).execute(rows))
                .mapEmpty());
  }

  private static Future<Void> nameKeys(SqlConnection connection, Tuple names) {
    return connection
        .preparedQuery(HistorySql.NAME_KEYS)
        .execute(names)
        .compose(done -> connection.preparedQuery(HistorySql.NAME_UNITS).execute(names))
        .mapEmpty();
  }

  private <T> Future<Found<T>> read(
      Query query, String held, String within, Function<Row, T> mapping) {
    return database
        .query(held, asked(query))
        .compose(
            before ->
                database
                    .query(
                        within,
                        asked(query).addOffsetDateTime(utc(query.to())).addInteger(query.limit()))
                    .map(rows -> new Found<>(all(before, mapping), all(rows, mapping))));
  }

  private static Tuple asked(Query query) {
    return Tuple.tuple()
        .addString(query.deviceId().value())
        .addString(query.key())
        .addBoolean(query.numbers())
        .addOffsetDateTime(utc(query.from()));
  }

  private static Tuple appended(List<ChangePoint> changes) {
    return Tuple.tuple()
        .addValue(column(changes, String.class, point -> point.deviceId().value()))
        .addValue(column(changes, String.class, ChangePoint::key))
        .addValue(column(changes, Long.class, ChangePoint::slot))
        .addValue(column(changes, OffsetDateTime.class, point -> utc(point.at())))
        .addValue(column(changes, Double.class, point -> number(point.value())))
        .addValue(column(changes, String.class, point -> other(point.value())));
  }

  private static Tuple added(Collection<HourRow> rows) {
    return Tuple.tuple()
        .addValue(column(rows, String.class, row -> row.deviceId().value()))
        .addValue(column(rows, String.class, HourRow::key))
        .addValue(
            column(
                rows, OffsetDateTime.class, row -> utc(Instant.ofEpochMilli(row.span().start()))))
        .addValue(column(rows, Double.class, row -> row.span().min()))
        .addValue(column(rows, Double.class, row -> row.span().max()))
        .addValue(column(rows, Double.class, row -> row.span().sum()))
        .addValue(column(rows, Long.class, row -> row.span().weight()))
        .addValue(column(rows, Double.class, row -> row.span().last()));
  }

  private static <T, C> C[] column(
      Collection<T> rows, Class<C> type, Function<T, @Nullable C> value) {
    @SuppressWarnings("unchecked") // made with exactly this component type
    C[] values = (C[]) Array.newInstance(type, rows.size());
    int next = 0;
    for (T row : rows) {
      values[next++] = value.apply(row);
    }
    return values;
  }

  private static @Nullable Double number(@Nullable Object value) {
    return value instanceof Number number ? number.doubleValue() : null;
  }

  private static @Nullable String other(@Nullable Object value) {
    return value == null || value instanceof Number ? null : Json.text(value);
  }

  private static <T> List<T> all(RowSet<Row> rows, Function<Row, T> mapping) {
    List<T> all = new ArrayList<>(rows.size());
    rows.forEach(row -> all.add(mapping.apply(row)));
    return all;
  }

  private static ChangePoint change(Row row) {
    return new ChangePoint(
        new DeviceId(row.getString("device_id")),
        row.getString("key"),
        row.getString("unit"),
        row.getLong("slot"),
        row.getOffsetDateTime("at").toInstant(),
        value(row));
  }

  private static @Nullable Object value(Row row) {
    String other = row.getString("other");
    return other == null
        ? row.getDouble("number")
        : Json.read(other.getBytes(StandardCharsets.UTF_8), Object.class);
  }

  private static HourRow hour(Row row) {
    return new HourRow(
        new DeviceId(row.getString("device_id")),
        row.getString("key"),
        row.getString("unit"),
        new Span(
            row.getOffsetDateTime("hour").toInstant().toEpochMilli(),
            row.getDouble("min"),
            row.getDouble("max"),
            row.getDouble("sum"),
            row.getLong("weight"),
            row.getDouble("last")));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
