package io.busbar.verticles.intents;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.intents.ProgramSemantic;
import io.busbar.verticles.database.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Keeps program semantics in PostgreSQL, each as one JSON document beside its keys. */
public final class PgIntentsStore implements IntentsStore {
  private static final String ALL =
      "SELECT document::text AS document FROM program_semantics ORDER BY created_at, id";
  private static final String SAVE =
      """
      INSERT INTO program_semantics (id, program_id, document, created_at)
      VALUES ($1, $2, $3::text::json, $4)
      ON CONFLICT (id) DO UPDATE
        SET program_id = excluded.program_id, document = excluded.document
      """;
  private static final String DELETE = "DELETE FROM program_semantics WHERE id = $1";

  private final Database database;

  public PgIntentsStore(Database database) {
    this.database = database;
  }

  @Override
  public Future<List<ProgramSemantic>> semantics() {
    return database
        .query(ALL, Tuple.tuple())
        .map(
            rows -> {
              List<ProgramSemantic> semantics = new ArrayList<>(rows.size());
              rows.forEach(row -> semantics.add(semantic(row)));
              return semantics;
            });
  }

  @Override
  public Future<Void> save(ProgramSemantic semantic) {
    return database
        .query(
            SAVE,
            Tuple.of(
                semantic.id(),
                semantic.programId(),
                Json.text(semantic),
                semantic.createdAt().atOffset(ZoneOffset.UTC)))
        .mapEmpty();
  }

  @Override
  public Future<Boolean> delete(String id) {
    return database.query(DELETE, Tuple.of(id)).map(rows -> rows.rowCount() > 0);
  }

  private static ProgramSemantic semantic(Row row) {
    byte[] json = row.getString("document").getBytes(StandardCharsets.UTF_8);
    return Json.read(json, ProgramSemantic.class);
  }
}
