package io.busbar.verticles.programs.triggers;

import io.busbar.verticles.database.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Keeps what triggers must not forget in PostgreSQL. */
public final class PgTriggerStore implements TriggerStore {
  private static final String CLAIM =
      """
      INSERT INTO trigger_claims (program_id, trigger, occasion, claimed_at) VALUES ($1, $2, $3, $4)
      ON CONFLICT DO NOTHING
      """;
  private static final String FORGET_CLAIMS = "DELETE FROM trigger_claims WHERE claimed_at < $1";
  private static final String PENDING = "SELECT * FROM pending_triggers ORDER BY since";
  private static final String PUT =
      """
      INSERT INTO pending_triggers (program_id, position, trigger, occasion, since, due)
      VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (program_id, position) DO UPDATE
        SET trigger = excluded.trigger, occasion = excluded.occasion, since = excluded.since,
            due = excluded.due
      """;
  private static final String DROP =
      "DELETE FROM pending_triggers WHERE program_id = $1 AND position = $2";

  private final Database database;

  public PgTriggerStore(Database database) {
    this.database = database;
  }

  @Override
  public Future<Boolean> claim(Firing firing, Instant now) {
    Tuple claim =
        Tuple.of(
            firing.programId(),
            firing.trigger(),
            firing.occasion().replace("\0", ""),
            now.atOffset(ZoneOffset.UTC));
    return database.query(CLAIM, claim).map(rows -> rows.rowCount() == 1);
  }

  @Override
  public Future<Void> forgetClaims(Instant before) {
    return database.query(FORGET_CLAIMS, Tuple.of(before.atOffset(ZoneOffset.UTC))).mapEmpty();
  }

  @Override
  public Future<List<PendingTrigger>> pending() {
    return database
        .query(PENDING, Tuple.tuple())
        .map(
            rows -> {
              List<PendingTrigger> all = new ArrayList<>(rows.size());
              rows.forEach(row -> all.add(pending(row)));
              return all;
            });
  }

  @Override
  public Future<Void> write(List<Change> changes) {
    List<Tuple> put =
        changes.stream().map(Change::pending).filter(Objects::nonNull).map(this::tuple).toList();
    List<Tuple> drop =
        changes.stream()
            .filter(change -> change.pending() == null)
            .map(change -> Tuple.of(change.programId(), change.position()))
            .toList();
    return database.transaction(
        connection -> batch(connection, PUT, put).compose(done -> batch(connection, DROP, drop)));
  }

  private static Future<Void> batch(SqlConnection connection, String sql, List<Tuple> rows) {
    return rows.isEmpty()
        ? Future.succeededFuture()
        : connection.preparedQuery(sql).executeBatch(rows).mapEmpty();
  }

  private Tuple tuple(PendingTrigger pending) {
    return Tuple.of(
        pending.programId(),
        pending.position(),
        pending.trigger(),
        pending.occasion(),
        pending.since().atOffset(ZoneOffset.UTC),
        pending.due().atOffset(ZoneOffset.UTC));
  }

  private static PendingTrigger pending(Row row) {
    return new PendingTrigger(
        row.getString("program_id"),
        row.getInteger("position"),
        row.getString("trigger"),
        row.getString("occasion"),
        row.getOffsetDateTime("since").toInstant(),
        row.getOffsetDateTime("due").toInstant());
  }
}
