package io.busbar.verticles.spaces;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.spaces.RemoteSource;
import io.busbar.contracts.spaces.Space;
import io.busbar.verticles.database.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps spaces and remote sources in PostgreSQL, each as one JSON document beside its key. */
public final class PgSpacesStore implements SpacesStore {
  private static final String SPACES =
      "SELECT document::text AS document FROM spaces ORDER BY created_at, id";
  private static final String SOURCES =
      "SELECT document::text AS document FROM remote_sources ORDER BY seq";
  private static final String SAVE_SPACE =
      """
      INSERT INTO spaces (id, document, created_at) VALUES ($1, $2::text::json, $3)
      ON CONFLICT (id) DO UPDATE SET document = excluded.document
      """;
  private static final String SAVE_SOURCE =
      """
      INSERT INTO remote_sources (id, space_id, document) VALUES ($1, $2, $3::text::json)
      ON CONFLICT (id) DO UPDATE SET document = excluded.document
      """;
  private static final String DELETE_SPACE = "DELETE FROM spaces WHERE id = $1";
  private static final String DELETE_SOURCE = "DELETE FROM remote_sources WHERE id = $1";

  private final Database database;

  public PgSpacesStore(Database database) {
    this.database = database;
  }

  @Override
  public Future<List<Space>> spaces() {
    return all(SPACES, Space.class);
  }

  @Override
  public Future<List<RemoteSource>> sources() {
    return all(SOURCES, RemoteSource.class);
  }

  @Override
  public Future<Void> write(SpaceTree.Change change) {
    return database.transaction(
        connection ->
            save(connection, change.saved())
                .compose(saved -> delete(connection, change.removedId())));
  }

  @Override
  public Future<Void> save(RemoteSource source) {
    return database
        .query(SAVE_SOURCE, Tuple.of(source.id(), source.spaceId(), Json.text(source)))
        .mapEmpty();
  }

  @Override
  public Future<Void> deleteSource(String id) {
    return database.query(DELETE_SOURCE, Tuple.of(id)).mapEmpty();
  }

  private static Future<Void> save(SqlConnection connection, List<Space> spaces) {
    if (spaces.isEmpty()) {
      return Future.succeededFuture();
    }
    List<Tuple> rows = spaces.stream().map(PgSpacesStore::row).toList();
    return connection.preparedQuery(SAVE_SPACE).executeBatch(rows).mapEmpty();
  }

  private static Future<Void> delete(SqlConnection connection, @Nullable String id) {
    return id == null
        ? Future.succeededFuture()
        : connection.preparedQuery(DELETE_SPACE).execute(Tuple.of(id)).mapEmpty();
  }

  private static Tuple row(Space space) {
    return Tuple.of(space.id(), Json.text(space), space.createdAt().atOffset(ZoneOffset.UTC));
  }

  private <T> Future<List<T>> all(String sql, Class<T> type) {
    return database
        .query(sql, Tuple.tuple())
        .map(
            rows -> {
              List<T> documents = new ArrayList<>(rows.size());
              rows.forEach(row -> documents.add(document(row.getString("document"), type)));
              return documents;
            });
  }

  private static <T> T document(String json, Class<T> type) {
    return Json.read(json.getBytes(StandardCharsets.UTF_8), type);
  }
}
