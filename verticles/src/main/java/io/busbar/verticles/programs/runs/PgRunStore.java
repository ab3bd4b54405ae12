package io.busbar.verticles.programs.runs;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramRun.Status;
import io.busbar.contracts.programs.ProgramRun.Step;
import io.busbar.contracts.programs.ProgramsContract.ListRuns;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.database.Database;
import io.busbar.verticles.database.Storable;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps runs in PostgreSQL. */
public final class PgRunStore implements RunStore {
  private static final String SAVE =
      """
      INSERT INTO program_runs (run_id, node, program_id, program_name, status, source, started_by,
                                variables, message, started_at, ended_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8::text::json, $9, $10, $11)
      ON CONFLICT (run_id) DO UPDATE
        SET status = excluded.status, message = excluded.message, ended_at = excluded.ended_at
      """;
  private static final String SAVE_STEP =
      """
      INSERT INTO program_run_steps (run_id, number, path, type, status, message, result,
                                     started_at, ended_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7::text::json, $8, $9)
      ON CONFLICT (run_id, number) DO UPDATE
        SET status = excluded.status, message = excluded.message, result = excluded.result,
            ended_at = excluded.ended_at
      """;
  private static final String FIND =
      "SELECT *, variables::text AS given FROM program_runs WHERE run_id = $1";
  private static final String STEPS =
      "SELECT *, result::text AS outcome FROM program_run_steps WHERE run_id = $1 ORDER BY number";
  private static final String LIST =
      """
      SELECT *, variables::text AS given FROM program_runs
      WHERE ($1::text IS NULL OR program_id = $1) AND ($2::text IS NULL OR status = $2)
      ORDER BY started_at DESC, run_id DESC LIMIT $3 OFFSET $4
      """;
  private static final String NEWEST_OF_EACH =
      """
      SELECT DISTINCT ON (program_id) *, variables::text AS given FROM program_runs
      ORDER BY program_id, started_at DESC, run_id DESC
      """;
  private static final String ABANDON_STEPS =
      """
      UPDATE program_run_steps AS step SET status = 'UNKNOWN', message = $2, ended_at = $3
      FROM program_runs AS run
      WHERE step.run_id = run.run_id AND run.node = $1 AND run.ended_at IS NULL
        AND step.ended_at IS NULL
      """;
  private static final String ABANDON =
      """
      UPDATE program_runs SET
        status = CASE status WHEN 'QUEUED' THEN 'CANCELLED' ELSE 'UNKNOWN' END,
        message = CASE status WHEN 'QUEUED' THEN $3 ELSE $2 END, ended_at = $4
      WHERE node = $1 AND ended_at IS NULL
      """;
  private static final String RETAIN =
      """
      DELETE FROM program_runs WHERE ended_at IS NOT NULL AND (started_at < $1 OR run_id IN (
        SELECT run_id FROM program_runs ORDER BY started_at DESC, run_id DESC OFFSET $2))
      """;

  private final Database database;

  public PgRunStore(Database database) {
    this.database = database;
  }

  @Override
  public Future<Void> save(String node, ProgramRun run, List<NumberedStep> steps) {
    Tuple row = tuple(node, run);
    if (steps.isEmpty()) {
      return database.query(SAVE, row).mapEmpty();
    }
    List<Tuple> rows = steps.stream().map(step -> tuple(run.runId(), step)).toList();
    return database.transaction(
        connection ->
            connection
                .preparedQuery(SAVE)
                .execute(Storable.of(row))
                .compose(
                    saved -> connection.preparedQuery(SAVE_STEP).executeBatch(Storable.of(rows)))
                .mapEmpty());
  }

  @Override
  public Future<Optional<ProgramRun>> find(String runId) {
    return database
        .query(FIND, Tuple.of(runId))
        .compose(
            rows ->
                rows.size() == 0
                    ? Future.succeededFuture(Optional.empty())
                    : withSteps(rows.iterator().next()));
  }

  @Override
  public Future<List<ProgramRun>> list(ListRuns query) {
    String status = query.status();
    Tuple filter =
        Tuple.of(
            query.programId(),
            status == null ? null : status.toUpperCase(Locale.ROOT),
            Objects.requireNonNullElse(query.limit(), DEFAULT_LIMIT),
            Objects.requireNonNullElse(query.offset(), 0));
    return database.query(LIST, filter).map(PgRunStore::runs);
  }

  @Override
  public Future<List<ProgramRun>> newestOfEach() {
    return database.query(NEWEST_OF_EACH, Tuple.tuple()).map(PgRunStore::runs);
  }

  @Override
  public Future<Integer> endAbandoned(String node, Instant now) {
    return database.transaction(connection -> abandon(connection, node, utc(now)));
  }

  @Override
  public Future<Void> retain(Instant since, int newest) {
    return database.query(RETAIN, Tuple.of(utc(since), newest)).mapEmpty();
  }

  private static Future<Integer> abandon(
      SqlConnection connection, String node, @Nullable OffsetDateTime now) {
    return connection
        .preparedQuery(ABANDON_STEPS)
        .execute(Tuple.of(node, ABANDONED, now))
        .compose(
            steps ->
                connection
                    .preparedQuery(ABANDON)
                    .execute(Tuple.of(node, ABANDONED, NEVER_BEGAN, now)))
        .map(RowSet::rowCount);
  }

  private Future<Optional<ProgramRun>> withSteps(Row row) {
    return database
        .query(STEPS, Tuple.of(row.getString("run_id")))
        .map(rows -> Optional.of(run(row, all(rows, PgRunStore::step))));
  }

  private static Tuple tuple(String node, ProgramRun run) {
    return Tuple.tuple()
        .addString(run.runId())
        .addString(node)
        .addString(storable(run.programId()))
        .addString(storable(run.programName()))
        .addString(run.status().name())
        .addString(run.source().name())
        .addString(storable(run.startedBy()))
        .addString(Json.text(run.variables()))
        .addString(storable(run.message()))
        .addOffsetDateTime(utc(run.startedAt()))
        .addOffsetDateTime(utc(run.endedAt()));
  }

  private static Tuple tuple(String runId, NumberedStep numbered) {
    Step step = numbered.step();
    return Tuple.tuple()
        .addString(runId)
        .addInteger(numbered.number())
        .addString(step.path())
        .addString(step.type())
        .addString(step.status().name())
        .addString(storable(step.message()))
        .addString(Json.text(step.result()))
        .addOffsetDateTime(utc(step.startedAt()))
        .addOffsetDateTime(utc(step.endedAt()));
  }

  private static List<ProgramRun> runs(RowSet<Row> rows) {
    return all(rows, row -> run(row, List.of()));
  }

  private static ProgramRun run(Row row, List<Step> steps) {
    return new ProgramRun(
        row.getString("run_id"),
        row.getString("program_id"),
        row.getString("program_name"),
        Status.valueOf(row.getString("status")),
        Source.valueOf(row.getString("source")),
        row.getString("started_by"),
        fields(row.getString("given")),
        steps,
        row.getString("message"),
        row.getOffsetDateTime("started_at").toInstant(),
        instant(row, "ended_at"));
  }

  private static Step step(Row row) {
    return new Step(
        row.getString("path"),
        row.getString("type"),
        Status.valueOf(row.getString("status")),
        row.getString("message"),
        fields(row.getString("outcome")),
        row.getOffsetDateTime("started_at").toInstant(),
        instant(row, "ended_at"));
  }

  private static Fields fields(String json) {
    return Json.read(json.getBytes(StandardCharsets.UTF_8), Fields.class);
  }

  private static <T> List<T> all(RowSet<Row> rows, Function<Row, T> read) {
    List<T> all = new ArrayList<>(rows.size());
    rows.forEach(row -> all.add(read.apply(row)));
    return all;
  }

  /** A text column takes everything but U+0000. */
  private static @Nullable String storable(@Nullable String text) {
    return text == null ? null : text.replace("\0", "");
  }

  private static @Nullable Instant instant(Row row, String column) {
    OffsetDateTime at = row.getOffsetDateTime(column);
    return at == null ? null : at.toInstant();
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
