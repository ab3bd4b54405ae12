package io.busbar.verticles.pairing;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.pairing.PairingContract.PairedRemote;
import io.busbar.verticles.database.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps pairings in PostgreSQL, each as one JSON document beside its keys. */
public final class PgPairingStore implements PairingStore {
  private static final String REQUESTS =
      "SELECT document::text AS document FROM pairing_requests ORDER BY created_at, id";
  private static final String REQUEST =
      "SELECT document::text AS document FROM pairing_requests WHERE id = $1";
  private static final String FORGET_OTHERS = "DELETE FROM pairing_requests WHERE remote_id = $1";
  private static final String ADD =
      """
      INSERT INTO pairing_requests (id, remote_id, document, revision, created_at, expires_at)
      VALUES ($1, $2, $3::text::json, $4, $5, $6)
      """;
  private static final String REPLACE =
      """
      UPDATE pairing_requests
      SET document = $2::text::json, revision = $3, expires_at = $4
      WHERE id = $1 AND revision = $3 - 1
      """;
  private static final String FORGET = "DELETE FROM pairing_requests WHERE expires_at < $1";
  private static final String REMOTES =
      "SELECT document::text AS document FROM paired_remotes ORDER BY paired_at, remote_id";
  private static final String REMOTE_OF =
      "SELECT document::text AS document FROM paired_remotes WHERE token_hash = $1";
  private static final String SAVE_REMOTE =
      """
      INSERT INTO paired_remotes (remote_id, token_hash, document, paired_at)
      VALUES ($1, $2, $3::text::json, $4)
      ON CONFLICT (remote_id) DO UPDATE
        SET token_hash = excluded.token_hash, document = excluded.document,
            paired_at = excluded.paired_at
      """;
  private static final String DELETE_REMOTE = "DELETE FROM paired_remotes WHERE remote_id = $1";

  private final Database database;

  public PgPairingStore(Database database) {
    this.database = database;
  }

  @Override
  public Future<List<PairingRequest>> requests() {
    return database.query(REQUESTS, Tuple.tuple()).map(rows -> all(rows, PairingRequest.class));
  }

  @Override
  public Future<Void> add(PairingRequest request) {
    return database.transaction(
        connection ->
            connection
                .preparedQuery(FORGET_OTHERS)
                .execute(Tuple.of(request.remoteId()))
                .compose(forgotten -> insert(connection, request)));
  }

  @Override
  public Future<Optional<PairingRequest>> request(String id) {
    return database.query(REQUEST, Tuple.of(id)).map(rows -> first(rows, PairingRequest.class));
  }

  @Override
  public Future<Boolean> replace(PairingRequest request) {
    return database.query(REPLACE, replacing(request)).map(rows -> rows.rowCount() > 0);
  }

  @Override
  public Future<Boolean> collect(PairingRequest request, PairedRemote remote, String tokenHash) {
    return database.transaction(
        connection ->
            connection
                .preparedQuery(REPLACE)
                .execute(replacing(request))
                .compose(
                    rows ->
                        rows.rowCount() == 0
                            ? Future.succeededFuture(false)
                            : save(connection, remote, tokenHash)));
  }

  @Override
  public Future<Void> forgetRequests(Instant expiredBefore) {
    return database.query(FORGET, Tuple.of(expiredBefore.atOffset(ZoneOffset.UTC))).mapEmpty();
  }

  @Override
  public Future<List<PairedRemote>> remotes() {
    return database.query(REMOTES, Tuple.tuple()).map(rows -> all(rows, PairedRemote.class));
  }

  @Override
  public Future<Optional<PairedRemote>> remoteOf(String tokenHash) {
    return database
        .query(REMOTE_OF, Tuple.of(tokenHash))
        .map(rows -> first(rows, PairedRemote.class));
  }

  @Override
  public Future<Boolean> deleteRemote(String remoteId) {
    return database.query(DELETE_REMOTE, Tuple.of(remoteId)).map(rows -> rows.rowCount() > 0);
  }

  private static Future<Void> insert(SqlConnection connection, PairingRequest request) {
    return connection
        .preparedQuery(ADD)
        .execute(
            Tuple.of(
                request.id(),
                request.remoteId(),
                Json.text(request),
                request.revision(),
                request.createdAt().atOffset(ZoneOffset.UTC),
                request.expiresAt().atOffset(ZoneOffset.UTC)))
        .mapEmpty();
  }

  private static Future<Boolean> save(
      SqlConnection connection, PairedRemote remote, String tokenHash) {
    return connection
        .preparedQuery(SAVE_REMOTE)
        .execute(
            Tuple.of(
                remote.remoteId(),
                tokenHash,
                Json.text(remote),
                remote.pairedAt().atOffset(ZoneOffset.UTC)))
        .map(saved -> true);
  }

  private static Tuple replacing(PairingRequest request) {
    return Tuple.of(
        request.id(),
        Json.text(request),
        request.revision(),
        request.expiresAt().atOffset(ZoneOffset.UTC));
  }

  private static <T> List<T> all(RowSet<Row> rows, Class<T> type) {
    List<T> all = new ArrayList<>(rows.size());
    rows.forEach(row -> all.add(read(row, type)));
    return all;
  }

  private static <T> Optional<T> first(RowSet<Row> rows, Class<T> type) {
    return all(rows, type).stream().findFirst();
  }

  private static <T> T read(Row row, Class<T> type) {
    return Json.read(row.getString("document").getBytes(StandardCharsets.UTF_8), type);
  }
}
