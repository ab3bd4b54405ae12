package io.busbar.verticles.programs;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.programs.Program;
import io.busbar.verticles.database.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Keeps programs in PostgreSQL, each as one JSON document beside its key. */
public final class PgProgramsStore implements ProgramsStore {
  private static final String ALL =
      "SELECT document::text AS document FROM programs ORDER BY created_at, id";
  private static final String SAVE =
      """
      INSERT INTO programs (id, document, created_at)
      VALUES ($1, $2::text::json, $3)
      ON CONFLICT (id) DO UPDATE SET document = excluded.document
      """;
  private static final String DELETE = "DELETE FROM programs WHERE id = $1";

  private final Database database;

  public PgProgramsStore(Database database) {
    this.database = database;
  }

  @Override
  public Future<List<Program>> all() {
    return database
        .query(ALL, Tuple.tuple())
        .map(
            rows -> {
              List<Program> programs = new ArrayList<>(rows.size());
              rows.forEach(row -> programs.add(program(row)));
              return programs;
            });
  }

  @Override
  public Future<Void> save(Program program) {
    return database
        .query(
            SAVE,
            Tuple.of(
                program.id(), Json.text(program), program.createdAt().atOffset(ZoneOffset.UTC)))
        .mapEmpty();
  }

  @Override
  public Future<Void> delete(String id) {
    return database.query(DELETE, Tuple.of(id)).mapEmpty();
  }

  private static Program program(Row row) {
    return Json.read(row.getString("document").getBytes(StandardCharsets.UTF_8), Program.class);
  }
}
