package io.busbar.verticles.commands;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.commands.ActionMap;
import io.busbar.contracts.commands.CommandOutcome.Status;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.RequestId;
import io.busbar.contracts.value.Source;
import io.busbar.contracts.value.UserId;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps the command log and action maps in PostgreSQL. */
public final class PgCommandsStore implements CommandsStore {
  private static final String INSERT =
      """
      INSERT INTO commands (request_id, device_id, action, command, payload, source, asked_by,
                            requested_at, status, code, message, ended_at, node)
      SELECT *, $13::text FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]::json[],
                           $6::text[], $7::text[], $8::timestamptz[], $9::text[], $10::text[],
                           $11::text[], $12::timestamptz[])
      """;
  private static final String LOG =
      INSERT
          + """
      ON CONFLICT (request_id) DO UPDATE
        SET status = excluded.status, code = excluded.code,
            message = excluded.message, ended_at = excluded.ended_at
      """;
  private static final String CLAIM =
      INSERT
          + """
      ON CONFLICT (request_id) DO UPDATE
        SET device_id = excluded.device_id, action = excluded.action, command = excluded.command,
            payload = excluded.payload, source = excluded.source, asked_by = excluded.asked_by,
            requested_at = excluded.requested_at, status = excluded.status, code = excluded.code,
            message = excluded.message, ended_at = excluded.ended_at, node = excluded.node
        WHERE commands.status = 'FAILED'
           OR (commands.status = 'DISPATCHED' AND commands.node = excluded.node)
      """;
  private static final String FIND =
      "SELECT *, payload::text AS arguments FROM commands WHERE request_id = $1";
  private static final String NEWEST =
      "SELECT *, payload::text AS arguments FROM commands ORDER BY requested_at DESC LIMIT $1";
  private static final String END_ABANDONED =
      """
      UPDATE commands SET status = 'UNKNOWN', code = $1, message = $2, ended_at = $3
      WHERE status = 'DISPATCHED' AND requested_at < $4
      """;
  private static final String END_ABANDONED_OF =
      """
      UPDATE commands SET status = 'UNKNOWN', code = $1, message = $2, ended_at = $3
      WHERE status = 'DISPATCHED' AND node = $4
      """;
  private static final String FORGET = "DELETE FROM commands WHERE requested_at < $1";
  private static final String MAPS =
      "SELECT document::text AS document FROM action_maps ORDER BY id";
  private static final String SAVE_MAP =
      """
      INSERT INTO action_maps (id, document) VALUES ($1, $2::text::json)
      ON CONFLICT (id) DO UPDATE SET document = excluded.document
      """;
  private static final String DELETE_MAP = "DELETE FROM action_maps WHERE id = $1";

  private final Database database;

  public PgCommandsStore(Database database) {
    this.database = database;
  }

  @Override
  public Future<Void> log(String node, List<CommandRecord> records) {
    return database.query(LOG, columns(records).addString(node)).mapEmpty();
  }

  @Override
  public Future<Optional<CommandRecord>> claim(String node, CommandRecord begun) {
    return database
        .query(CLAIM, columns(List.of(begun)).addString(node))
        .compose(
            claimed ->
                claimed.rowCount() > 0
                    ? Future.succeededFuture(Optional.empty())
                    : find(begun.requestId()));
  }

  @Override
  public Future<Optional<CommandRecord>> find(RequestId id) {
    return database
        .query(FIND, Tuple.of(id.value()))
        .map(rows -> all(rows, PgCommandsStore::line).stream().findFirst());
  }

  @Override
  public Future<List<CommandRecord>> newest(int limit) {
    return database.query(NEWEST, Tuple.of(limit)).map(rows -> all(rows, PgCommandsStore::line));
  }

  @Override
  public Future<Integer> endAbandoned(Instant requestedBefore, Instant now) {
    return end(END_ABANDONED, now, utc(requestedBefore));
  }

  @Override
  public Future<Integer> endAbandonedOf(String node, Instant now) {
    return end(END_ABANDONED_OF, now, node);
  }

  private Future<Integer> end(String update, Instant now, Object which) {
    return database
        .query(
            update,
            Tuple.of(
                InMemoryCommandsStore.ABANDONED,
                InMemoryCommandsStore.ABANDONED_MESSAGE,
                utc(now),
                which))
        .map(RowSet::rowCount);
  }

  @Override
  public Future<Void> forgetBefore(Instant instant) {
    return database.query(FORGET, Tuple.of(utc(instant))).mapEmpty();
  }

  @Override
  public Future<List<ActionMap>> actionMaps() {
    return database.query(MAPS, Tuple.tuple()).map(rows -> all(rows, PgCommandsStore::actionMap));
  }

  @Override
  public Future<Void> save(ActionMap actionMap) {
    return database.query(SAVE_MAP, Tuple.of(actionMap.id(), Json.text(actionMap))).mapEmpty();
  }

  @Override
  public Future<Boolean> deleteActionMap(String id) {
    return database.query(DELETE_MAP, Tuple.of(id)).map(rows -> rows.rowCount() > 0);
  }

  /** One statement with a list per column costs a fraction of a statement per row. */
  private static Tuple columns(List<CommandRecord> lines) {
    return Tuple.tuple()
        .addArrayOfString(texts(lines, line -> line.requestId().value()))
        .addArrayOfString(texts(lines, line -> line.deviceId().value()))
        .addArrayOfString(texts(lines, line -> storable(line.action())))
        .addArrayOfString(texts(lines, line -> storable(line.command())))
        .addArrayOfString(texts(lines, line -> Json.text(line.payload())))
        .addArrayOfString(texts(lines, line -> line.source().name()))
        .addArrayOfString(texts(lines, line -> line.by() == null ? null : line.by().value()))
        .addArrayOfOffsetDateTime(times(lines, CommandRecord::requestedAt))
        .addArrayOfString(texts(lines, line -> line.status().name()))
        .addArrayOfString(texts(lines, line -> storable(line.code())))
        .addArrayOfString(texts(lines, line -> storable(line.message())))
        .addArrayOfOffsetDateTime(times(lines, CommandRecord::endedAt));
  }

  private static String[] texts(
      List<CommandRecord> lines, Function<CommandRecord, @Nullable String> column) {
    return lines.stream().map(column).toArray(String[]::new);
  }

  private static OffsetDateTime[] times(
      List<CommandRecord> lines, Function<CommandRecord, @Nullable Instant> column) {
    return lines.stream()
        .map(column)
        .map(PgCommandsStore::utcOrNull)
        .toArray(OffsetDateTime[]::new);
  }

  /** A text column takes everything but U+0000, which drivers may send. */
  private static @Nullable String storable(@Nullable String text) {
    return text == null ? null : text.replace("\0", "");
  }

  private static CommandRecord line(Row row) {
    String by = row.getString("asked_by");
    OffsetDateTime endedAt = row.getOffsetDateTime("ended_at");
    return new CommandRecord(
        new RequestId(row.getString("request_id")),
        new DeviceId(row.getString("device_id")),
        row.getString("action"),
        row.getString("command"),
        Json.read(row.getString("arguments").getBytes(StandardCharsets.UTF_8), Fields.class),
        Source.valueOf(row.getString("source")),
        by == null ? null : new UserId(by),
        row.getOffsetDateTime("requested_at").toInstant(),
        Status.valueOf(row.getString("status")),
        row.getString("code"),
        row.getString("message"),
        endedAt == null ? null : endedAt.toInstant());
  }

  private static ActionMap actionMap(Row row) {
    byte[] json = row.getString("document").getBytes(StandardCharsets.UTF_8);
    return Json.read(json, ActionMap.class);
  }

  private static <T> List<T> all(RowSet<Row> rows, Function<Row, T> read) {
    List<T> all = new ArrayList<>(rows.size());
    rows.forEach(row -> all.add(read.apply(row)));
    return all;
  }

  private static @Nullable OffsetDateTime utcOrNull(@Nullable Instant instant) {
    return instant == null ? null : utc(instant);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
