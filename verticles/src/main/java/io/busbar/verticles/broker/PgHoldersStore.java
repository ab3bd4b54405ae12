package io.busbar.verticles.broker;

import io.busbar.contracts.broker.BrokerContract.BeginSession;
import io.busbar.contracts.broker.BrokerContract.Begun;
import io.busbar.contracts.broker.BrokerContract.Claim;
import io.busbar.contracts.broker.BrokerContract.ClaimOf;
import io.busbar.contracts.broker.BrokerContract.Claimed;
import io.busbar.contracts.broker.BrokerContract.ClaimedSession;
import io.busbar.contracts.broker.BrokerContract.Fence;
import io.busbar.contracts.broker.BrokerContract.FindSession;
import io.busbar.contracts.broker.BrokerContract.Found;
import io.busbar.contracts.broker.BrokerContract.HeldSession;
import io.busbar.contracts.broker.BrokerContract.IdentifierOf;
import io.busbar.contracts.broker.BrokerContract.Orphans;
import io.busbar.contracts.broker.BrokerContract.ReadOrphans;
import io.busbar.contracts.broker.BrokerContract.StoredSession;
import io.busbar.contracts.broker.BrokerContract.StoredSubscription;
import io.busbar.contracts.broker.BrokerContract.Term;
import io.busbar.verticles.database.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Which node holds which session, in PostgreSQL. Rows of sessions are locked in order of names. */
final class PgHoldersStore {
  private static final String FIND =
      """
      SELECT s.*, t.next_term FROM (SELECT nextval('mqtt_terms') AS next_term) t
      LEFT JOIN mqtt_sessions s ON s.client_id = $1
      """;
  private static final String ORPHANS =
      """
      SELECT s.*, nextval('mqtt_terms') AS next_term FROM (
        SELECT * FROM mqtt_sessions WHERE client_id > $1 AND holder IS DISTINCT FROM $2
          AND (holder IS NULL OR holder = ANY($3) OR NOT EXISTS (
            SELECT 1 FROM cluster_nodes n
            WHERE n.run = holder AND NOT n.ended
              AND (n.lease_until > clock_timestamp() OR n.node_id = ANY($5))))
        ORDER BY client_id LIMIT $4) s ORDER BY s.client_id
      """;
  private static final String BEGIN =
      """
      WITH life AS (%s)
      INSERT INTO mqtt_sessions (client_id, username, expiry_seconds, disconnected_at, sent_to,
        will, will_delay, holder, term)
      SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9 FROM life
      ON CONFLICT (client_id) DO UPDATE SET term = excluded.term
        WHERE mqtt_sessions.holder = excluded.holder AND mqtt_sessions.term = excluded.term
      """
          .formatted(PgLivesStore.MAY_TAKE.formatted(8));
  private static final String LOCK =
      "SELECT * FROM mqtt_sessions WHERE client_id = ANY($1) ORDER BY client_id FOR UPDATE";
  private static final String HELD =
      "SELECT client_id, term FROM mqtt_sessions WHERE client_id = ANY($1) AND holder = $2"
          + " ORDER BY client_id FOR NO KEY UPDATE";
  static final String FILTERS = "SELECT * FROM mqtt_subscriptions WHERE client_id = ANY($1)";
  static final String RECEIVED = "SELECT * FROM mqtt_received WHERE client_id = ANY($1)";
  private static final String TIDY =
      """
      DELETE FROM mqtt_heard h WHERE NOT EXISTS (
        SELECT 1 FROM mqtt_sessions s WHERE s.holder = h.holder) AND NOT EXISTS (
        SELECT 1 FROM cluster_nodes n WHERE n.run = h.holder AND n.lease_until > clock_timestamp())
      """;
  private static final String REMEMBER =
      """
      INSERT INTO mqtt_heard (holder, origin, number) VALUES ($1, $2, $3)
      ON CONFLICT (holder, origin) DO UPDATE SET number = excluded.number
        WHERE mqtt_heard.number < excluded.number
      """;

  private final Database database;
  private final PgLivesStore lives;

  PgHoldersStore(Database database) {
    this.database = database;
    this.lives = new PgLivesStore(database);
  }

  /** Locks the sessions that a batch writes. Succeeds with the terms of those that are held. */
  static Future<Map<String, Long>> held(SqlConnection connection, Fence fence) {
    if (fence.terms().isEmpty()) {
      return Future.succeededFuture(Map.of());
    }
    String[] clients = fence.terms().stream().map(Term::clientId).toArray(String[]::new);
    return connection
        .preparedQuery(HELD)
        .execute(Tuple.of(clients, fence.holder()))
        .map(
            rows -> {
              Map<String, Long> held = new HashMap<>();
              rows.forEach(row -> held.put(row.getString("client_id"), row.getLong("term")));
              return held;
            });
  }

  static Future<Void> remember(SqlConnection connection, Fence fence) {
    List<Tuple> heard =
        fence.heard().stream()
            .map(each -> Tuple.of(fence.holder(), each.origin(), each.number()))
            .toList();
    return heard.isEmpty()
        ? Future.succeededFuture()
        : connection.preparedQuery(REMEMBER).executeBatch(heard).mapEmpty();
  }

  Future<Found> find(FindSession question) {
    return database
        .query(FIND, Tuple.of(question.clientId()))
        .compose(
            rows -> {
              Row row = rows.iterator().next();
              long term = row.getLong("next_term");
              return row.getString("client_id") == null
                  ? Future.succeededFuture(new Found(null, term))
                  : whole(List.of(row)).map(held -> new Found(held.get(0), term));
            });
  }

  Future<Orphans> orphans(ReadOrphans page) {
    return lives.end(page).compose(ended -> read(page));
  }

  private Future<Orphans> read(ReadOrphans page) {
    String[] gone = page.gone().toArray(new String[0]);
    String[] inTouch = page.inTouch().toArray(new String[0]);
    return database
        .query(ORPHANS, Tuple.of(page.after(), page.by(), gone, page.limit(), inTouch))
        .compose(rows -> whole(list(rows)))
        .compose(found -> found.isEmpty() ? tidy(found) : Future.succeededFuture(found))
        .map(Orphans::new);
  }

  /** Forgets what lives have heard that hold nothing any more. */
  private <T> Future<T> tidy(T answer) {
    return database.query(TIDY, Tuple.tuple()).map(answer);
  }

  Future<Begun> begin(BeginSession begun) {
    Tuple values = PgBrokerStore.row(begun.session());
    return database
        .query(BEGIN, values.addString(begun.holder()).addLong(begun.term()))
        .map(rows -> new Begun(rows.rowCount() == 1));
  }

  Future<Claimed> claim(Claim claim) {
    return database
        .transaction(
            connection ->
                PgLivesStore.requireOpen(connection, claim.holder())
                    .compose(open -> claim(connection, claim)))
        .map(Claimed::new);
  }

  private Future<List<HeldSession>> whole(List<Row> rows) {
    if (rows.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    Tuple clients = Tuple.of(clients(rows));
    return Future.all(database.query(FILTERS, clients), database.query(RECEIVED, clients))
        .map(
            both -> {
              Map<String, List<StoredSubscription>> filters =
                  PgBrokerStore.subscriptions(both.resultAt(0));
              Map<String, List<IdentifierOf>> received = PgReceivedStore.byClient(both.resultAt(1));
              return rows.stream()
                  .map(row -> held(row, PgBrokerStore.session(row, filters, received)))
                  .toList();
            });
  }

  private static HeldSession held(Row row, StoredSession session) {
    return new HeldSession(
        session, row.getString("holder"), row.getLong("term"), row.getLong("next_term"));
  }

  private static Future<List<ClaimedSession>> claim(SqlConnection connection, Claim claim) {
    Map<String, ClaimOf> asked = new HashMap<>();
    claim.sessions().forEach(each -> asked.put(each.clientId(), each));
    return connection
        .preparedQuery(LOCK)
        .execute(Tuple.of((Object) asked.keySet().toArray(new String[0])))
        .compose(
            rows -> {
              List<Row> taken = new ArrayList<>();
              List<Row> known = new ArrayList<>();
              for (Row row : rows) {
                ClaimOf wanted = asked.get(row.getString("client_id"));
                if (wanted != null && isAsExpected(row, wanted)) {
                  taken.add(row);
                } else if (wanted != null && isDone(row, wanted, claim.holder())) {
                  known.add(row);
                }
              }
              return new PgClaimStore(connection, claim, asked, taken, known).run();
            });
  }

  private static boolean isAsExpected(Row row, ClaimOf wanted) {
    String holder = row.getString("holder");
    boolean same = holder == null ? wanted.from() == null : holder.equals(wanted.from());
    return same && row.getLong("term") == wanted.term();
  }

  /** An answer was lost, and the question came again. */
  private static boolean isDone(Row row, ClaimOf wanted, String holder) {
    return holder.equals(row.getString("holder")) && row.getLong("term") == wanted.nextTerm();
  }

  static String[] clients(List<Row> rows) {
    return rows.stream().map(row -> row.getString("client_id")).toArray(String[]::new);
  }

  private static List<Row> list(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).toList();
  }
}
