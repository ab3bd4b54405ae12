package io.busbar.verticles.activity;

import io.busbar.contracts.activity.ActivityItem;
import io.busbar.contracts.activity.ActivityItem.Kind;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.database.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps activity in PostgreSQL. */
public final class PgActivityStore implements ActivityStore {
  private static final String SAVE =
      """
      INSERT INTO activity (id, at, kind, who, source, title, device_id, program_id, space_id,
        outcome, details)
      SELECT * FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[],
        $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[]::json[])
      ON CONFLICT (id) DO UPDATE SET details = excluded.details
      """;

  /**
   * Ids grow with time, give or take less than a minute: two lookups by time say between which ids
   * to look.
   */
  private static final String LIST =
      """
      SELECT id, at, kind, who, source, title, device_id, program_id, space_id, outcome,
        details::text AS details
      FROM activity
      WHERE ($1::timestamptz IS NULL OR at >= $1) AND ($2::timestamptz IS NULL OR at < $2)
        AND ($3::text IS NULL OR who = $3) AND ($4::text IS NULL OR source = $4)
        AND ($5::text IS NULL OR kind = $5) AND ($6::text IS NULL OR device_id = $6)
        AND ($7::text IS NULL OR program_id = $7) AND ($8::text IS NULL OR id < $8)
        AND ($1::timestamptz IS NULL OR id > coalesce((
          SELECT id FROM activity WHERE at < $1 - interval '1 minute'
          ORDER BY at DESC LIMIT 1), ''))
        AND ($2::timestamptz IS NULL OR id < coalesce((
          SELECT id FROM activity WHERE at >= $2 + interval '1 minute'
          ORDER BY at LIMIT 1), '~'))
      ORDER BY id DESC LIMIT $9
      """;

  private static final String RETAIN =
      """
      DELETE FROM activity WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM activity WHERE at < $1 LIMIT $2))
      """;
  private static final String CUT =
      """
      DELETE FROM activity WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM activity
        WHERE id <= (SELECT id FROM activity ORDER BY id DESC OFFSET $1 LIMIT 1)
        ORDER BY id LIMIT $2))
      """;

  private final Database database;

  public PgActivityStore(Database database) {
    this.database = database;
  }

  @Override
  public Future<Void> save(List<ActivityItem> items) {
    return database.query(SAVE, columns(items)).mapEmpty();
  }

  @Override
  public Future<List<ActivityItem>> list(Query query) {
    DeviceId device = query.deviceId();
    Tuple asked =
        Tuple.tuple()
            .addOffsetDateTime(utc(query.from()))
            .addOffsetDateTime(utc(query.to()))
            .addString(query.who())
            .addString(name(query.source()))
            .addString(name(query.kind()))
            .addString(device == null ? null : device.value())
            .addString(query.programId())
            .addString(query.before())
            .addInteger(query.limit());
    return database
        .query(LIST, asked)
        .map(
            rows -> {
              List<ActivityItem> items = new ArrayList<>(rows.size());
              rows.forEach(row -> items.add(item(row)));
              return items;
            });
  }

  @Override
  public Future<Void> retain(Instant since, int rows) {
    return database
        .deleteInParts(RETAIN, since.atOffset(ZoneOffset.UTC))
        .compose(done -> database.deleteInParts(CUT, rows));
  }

  private static Tuple columns(List<ActivityItem> items) {
    return Tuple.tuple()
        .addArrayOfString(texts(items, ActivityItem::id))
        .addArrayOfOffsetDateTime(
            items.stream().map(item -> utc(item.at())).toArray(OffsetDateTime[]::new))
        .addArrayOfString(texts(items, item -> name(item.kind())))
        .addArrayOfString(texts(items, ActivityItem::who))
        .addArrayOfString(texts(items, item -> name(item.source())))
        .addArrayOfString(texts(items, ActivityItem::title))
        .addArrayOfString(texts(items, PgActivityStore::device))
        .addArrayOfString(texts(items, ActivityItem::programId))
        .addArrayOfString(texts(items, ActivityItem::spaceId))
        .addArrayOfString(texts(items, ActivityItem::outcome))
        .addArrayOfString(texts(items, item -> Json.text(item.details())));
  }

  private static String[] texts(
      List<ActivityItem> items, Function<ActivityItem, @Nullable String> column) {
    return items.stream().map(column).toArray(String[]::new);
  }

  private static @Nullable String device(ActivityItem item) {
    DeviceId device = item.deviceId();
    return device == null ? null : device.value();
  }

  private static ActivityItem item(Row row) {
    String device = row.getString("device_id");
    return new ActivityItem(
        row.getString("id"),
        row.getOffsetDateTime("at").toInstant(),
        Kind.valueOf(row.getString("kind")),
        row.getString("who"),
        Source.valueOf(row.getString("source")),
        row.getString("title"),
        device == null ? null : new DeviceId(device),
        row.getString("program_id"),
        row.getString("space_id"),
        row.getString("outcome"),
        Json.read(row.getString("details").getBytes(StandardCharsets.UTF_8), Fields.class));
  }

  private static @Nullable String name(@Nullable Enum<?> constant) {
    return constant == null ? null : constant.name();
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
