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
import io.busbar.contracts.broker.BrokerContract.HeardTo;
import io.busbar.contracts.broker.BrokerContract.HeldSession;
import io.busbar.contracts.broker.BrokerContract.MoreOf;
import io.busbar.contracts.broker.BrokerContract.Orphans;
import io.busbar.contracts.broker.BrokerContract.QueuedMessage;
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
import java.util.Objects;
import java.util.Set;
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
            WHERE n.run = holder AND n.lease_until > clock_timestamp()))
        ORDER BY client_id LIMIT $4) s ORDER BY s.client_id
      """;
  private static final String BEGIN =
      """
      INSERT INTO mqtt_sessions (client_id, username, expiry_seconds, disconnected_at, sent_to,
        will, will_delay, holder, term)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      ON CONFLICT (client_id) DO UPDATE SET term = excluded.term
        WHERE mqtt_sessions.holder = excluded.holder AND mqtt_sessions.term = excluded.term
      """;
  private static final String LOCK =
      "SELECT * FROM mqtt_sessions WHERE client_id = ANY($1) ORDER BY client_id FOR UPDATE";
  private static final String HELD =
      "SELECT client_id, term FROM mqtt_sessions WHERE client_id = ANY($1) AND holder = $2"
          + " ORDER BY client_id FOR NO KEY UPDATE";
  private static final String TAKE =
      "UPDATE mqtt_sessions SET holder = $2, term = $3 WHERE client_id = $1";
  private static final String FILTERS = "SELECT * FROM mqtt_subscriptions WHERE client_id = ANY($1)";
  private static final String RECEIVED = "SELECT * FROM mqtt_received WHERE client_id = ANY($1)";
  private static final String QUEUE =
      "SELECT * FROM mqtt_queue WHERE client_id = ANY($1) ORDER BY client_id, sequence";
  private static final String HEARD = "SELECT * FROM mqtt_heard WHERE holder = ANY($1)";
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

  PgHoldersStore(Database database) {
    this.database = database;
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
    String[] gone = page.gone().toArray(new String[0]);
    return database
        .query(ORPHANS, Tuple.of(page.after(), page.by(), gone, page.limit()))
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
    return database.transaction(connection -> claim(connection, claim)).map(Claimed::new);
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
              Map<String, Set<Integer>> received = PgBrokerStore.identifiers(both.resultAt(1));
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
              return new PgClaim(connection, claim, asked, taken, known).run();
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

  private static String[] clients(List<Row> rows) {
    return rows.stream().map(row -> row.getString("client_id")).toArray(String[]::new);
  }

  private static List<Row> list(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).toList();
  }

  /**
   * One claim.
   *
   * @param taken sessions that change hands now
   * @param known sessions that did when this was asked before
   */
  private record PgClaim(
      SqlConnection connection,
      Claim claim,
      Map<String, ClaimOf> asked,
      List<Row> taken,
      List<Row> known) {

    Future<List<ClaimedSession>> run() {
      List<Row> all = new ArrayList<>(taken);
      all.addAll(known);
      if (all.isEmpty()) {
        return Future.succeededFuture(List.of());
      }
      return heard()
          .compose(heard -> take(heard).compose(done -> read(all, heard)))
          .compose(read -> forget().map(read));
    }

    private Future<Map<String, List<HeardTo>>> heard() {
      String[] holders =
          asked.values().stream()
              .map(ClaimOf::from)
              .filter(Objects::nonNull)
              .distinct()
              .toArray(String[]::new);
      return connection
          .preparedQuery(HEARD)
          .execute(Tuple.of((Object) holders))
          .map(PgClaim::heard);
    }

    private static Map<String, List<HeardTo>> heard(RowSet<Row> rows) {
      Map<String, List<HeardTo>> heard = new HashMap<>();
      for (Row row : rows) {
        heard
            .computeIfAbsent(row.getString("holder"), first -> new ArrayList<>())
            .add(new HeardTo(row.getString("origin"), row.getLong("number")));
      }
      return heard;
    }

    private Future<Void> take(Map<String, List<HeardTo>> heard) {
      if (taken.isEmpty()) {
        return Future.succeededFuture();
      }
      List<Tuple> updates = new ArrayList<>();
      for (Row row : taken) {
        ClaimOf wanted = wanted(row);
        updates.add(Tuple.of(wanted.clientId(), claim.holder(), wanted.nextTerm()));
      }
      return connection
          .preparedQuery(TAKE)
          .executeBatch(updates)
          .compose(done -> lastSequences())
          .compose(last -> append(last, heard));
    }

    private Future<Map<String, Long>> lastSequences() {
      return connection
          .preparedQuery(
              "SELECT client_id, max(sequence) AS last FROM mqtt_queue WHERE client_id = ANY($1)"
                  + " GROUP BY client_id")
          .execute(Tuple.of((Object) clients(taken)))
          .map(
              rows -> {
                Map<String, Long> last = new HashMap<>();
                rows.forEach(row -> last.put(row.getString("client_id"), row.getLong("last")));
                return last;
              });
    }

    private Future<Void> append(Map<String, Long> last, Map<String, List<HeardTo>> heard) {
      List<Tuple> rows = new ArrayList<>();
      for (Row row : taken) {
        ClaimOf wanted = wanted(row);
        long next = Math.max(last.getOrDefault(wanted.clientId(), -1L) + 1, row.getLong("sent_to"));
        for (MoreOf more : wanted.more()) {
          if (more.number() > numberOf(more.origin(), heard(wanted, heard))) {
            rows.add(PgBrokerStore.row(queued(wanted.clientId(), next, more)));
            next++;
          }
        }
      }
      return rows.isEmpty()
          ? Future.succeededFuture()
          : connection.preparedQuery(PgBrokerStore.ENQUEUE).executeBatch(rows).mapEmpty();
    }

    private Future<List<ClaimedSession>> read(List<Row> all, Map<String, List<HeardTo>> heard) {
      Tuple clients = Tuple.of((Object) clients(all));
      return connection
          .preparedQuery(FILTERS)
          .execute(clients)
          .compose(
              filters ->
                  connection
                      .preparedQuery(RECEIVED)
                      .execute(clients)
                      .compose(received -> read(all, heard, clients, filters, received)));
    }

    private Future<List<ClaimedSession>> read(
        List<Row> all,
        Map<String, List<HeardTo>> heard,
        Tuple clients,
        RowSet<Row> filters,
        RowSet<Row> received) {
      Map<String, List<StoredSubscription>> subscriptions = PgBrokerStore.subscriptions(filters);
      Map<String, Set<Integer>> identifiers = PgBrokerStore.identifiers(received);
      return connection
          .preparedQuery(QUEUE)
          .execute(clients)
          .map(
              rows -> {
                Map<String, List<QueuedMessage>> queues = new HashMap<>();
                rows.forEach(row -> enqueue(queues, PgBrokerStore.queued(row)));
                return all.stream()
                    .map(row -> PgBrokerStore.session(row, subscriptions, identifiers))
                    .map(session -> claimed(session, queues, heard))
                    .toList();
              });
    }

    private ClaimedSession claimed(
        StoredSession session,
        Map<String, List<QueuedMessage>> queues,
        Map<String, List<HeardTo>> heard) {
      ClaimOf wanted = Objects.requireNonNull(asked.get(session.clientId()));
      return new ClaimedSession(
          session,
          wanted.nextTerm(),
          queues.getOrDefault(session.clientId(), List.of()),
          heard(wanted, heard));
    }

    private Future<Void> forget() {
      if (!claim.clean()) {
        return Future.succeededFuture();
      }
      Future<Void> chain = Future.succeededFuture();
      List<Tuple> clients =
          asked.keySet().stream().sorted().map(client -> Tuple.of((Object) client)).toList();
      List<Tuple> mine =
          clients.stream().filter(client -> isTaken(client.getString(0))).toList();
      if (mine.isEmpty()) {
        return chain;
      }
      for (String sql : PgBrokerStore.FORGET) {
        chain = chain.compose(before -> connection.preparedQuery(sql).executeBatch(mine).mapEmpty());
      }
      return chain;
    }

    private boolean isTaken(String client) {
      return taken.stream().anyMatch(row -> client.equals(row.getString("client_id")));
    }

    private ClaimOf wanted(Row row) {
      return Objects.requireNonNull(asked.get(row.getString("client_id")));
    }

    private static void enqueue(Map<String, List<QueuedMessage>> queues, QueuedMessage message) {
      queues.computeIfAbsent(message.clientId(), first -> new ArrayList<>()).add(message);
    }

    private static List<HeardTo> heard(ClaimOf wanted, Map<String, List<HeardTo>> heard) {
      String from = wanted.from();
      return from == null ? List.of() : heard.getOrDefault(from, List.of());
    }

    private static long numberOf(String origin, List<HeardTo> heard) {
      return heard.stream()
          .filter(each -> each.origin().equals(origin))
          .mapToLong(HeardTo::number)
          .max()
          .orElse(0);
    }

    private static QueuedMessage queued(String client, long sequence, MoreOf more) {
      return new QueuedMessage(
          client, sequence, more.qos(), more.retain(), false, more.identifiers(), more.message());
    }
  }
}
