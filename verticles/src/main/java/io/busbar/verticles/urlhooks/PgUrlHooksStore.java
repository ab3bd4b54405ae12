package io.busbar.verticles.urlhooks;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.urlhooks.UrlHook;
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

/** Keeps hooks in PostgreSQL, each as one JSON document beside its keys. */
public final class PgUrlHooksStore implements UrlHooksStore {
  private static final String COLUMNS = "SELECT document::text AS document, used_at FROM url_hooks";
  private static final String ALL = COLUMNS + " ORDER BY created_at, id";
  private static final String OF_TOKEN = COLUMNS + " WHERE token_hash = $1";
  private static final String ADD =
      """
      INSERT INTO url_hooks (id, owner_id, token_hash, document, created_at)
      VALUES ($1, $2, $3, $4::text::json, $5)
      """;
  private static final String USED = "UPDATE url_hooks SET used_at = $2 WHERE id = $1";
  private static final String DELETE = "DELETE FROM url_hooks WHERE id = $1";
  private static final String DELETE_OF = "DELETE FROM url_hooks WHERE owner_id = $1";

  private final Database database;

  public PgUrlHooksStore(Database database) {
    this.database = database;
  }

  @Override
  public Future<List<UrlHook>> all() {
    return database.query(ALL, Tuple.tuple()).map(PgUrlHooksStore::hooks);
  }

  @Override
  public Future<Void> add(UrlHook hook, String tokenHash) {
    return database
        .query(
            ADD,
            Tuple.of(
                hook.id(),
                hook.ownerId().value(),
                tokenHash,
                Json.text(hook),
                hook.createdAt().atOffset(ZoneOffset.UTC)))
        .mapEmpty();
  }

  @Override
  public Future<Optional<UrlHook>> hookOf(String tokenHash) {
    return database
        .query(OF_TOKEN, Tuple.of(tokenHash))
        .map(rows -> hooks(rows).stream().findFirst());
  }

  @Override
  public Future<Void> used(String id, Instant at) {
    return database.query(USED, Tuple.of(id, at.atOffset(ZoneOffset.UTC))).mapEmpty();
  }

  @Override
  public Future<Boolean> delete(String id) {
    return database.query(DELETE, Tuple.of(id)).map(rows -> rows.rowCount() > 0);
  }

  @Override
  public Future<Void> deleteOf(UserId owner) {
    return database.query(DELETE_OF, Tuple.of(owner.value())).mapEmpty();
  }

  private static List<UrlHook> hooks(RowSet<Row> rows) {
    List<UrlHook> hooks = new ArrayList<>(rows.size());
    rows.forEach(row -> hooks.add(hook(row)));
    return hooks;
  }

  private static UrlHook hook(Row row) {
    UrlHook hook =
        Json.read(row.getString("document").getBytes(StandardCharsets.UTF_8), UrlHook.class);
    OffsetDateTime used = row.getOffsetDateTime("used_at");
    return new UrlHook(
        hook.id(),
        hook.name(),
        hook.ownerId(),
        hook.owner(),
        hook.rights(),
        hook.createdAt(),
        used == null ? null : used.toInstant());
  }
}
