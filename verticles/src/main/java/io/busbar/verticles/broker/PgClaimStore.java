package io.busbar.verticles.broker;

import io.busbar.contracts.broker.BrokerContract.Claim;
import io.busbar.contracts.broker.BrokerContract.ClaimOf;
import io.busbar.contracts.broker.BrokerContract.ClaimedSession;
import io.busbar.contracts.broker.BrokerContract.HeardTo;
import io.busbar.contracts.broker.BrokerContract.IdentifierOf;
import io.busbar.contracts.broker.BrokerContract.MoreOf;
import io.busbar.contracts.broker.BrokerContract.QueuedMessage;
import io.busbar.contracts.broker.BrokerContract.StoredSession;
import io.busbar.contracts.broker.BrokerContract.StoredSubscription;
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

/** One claim, within its transaction. */
final class PgClaimStore {
  private static final String TAKE =
      "UPDATE mqtt_sessions SET holder = $2, term = $3 WHERE client_id = $1";
  private static final String QUEUE =
      "SELECT * FROM mqtt_queue WHERE client_id = ANY($1) ORDER BY client_id, sequence";
  private static final String HEARD = "SELECT * FROM mqtt_heard WHERE holder = ANY($1)";

  private final SqlConnection connection;
  private final Claim claim;
  private final Map<String, ClaimOf> asked;
  private final List<Row> taken;
  private final List<Row> known;

  /**
   * @param taken sessions that change hands now
   * @param known sessions that did when this was asked before
   */
  PgClaimStore(
      SqlConnection connection,
      Claim claim,
      Map<String, ClaimOf> asked,
      List<Row> taken,
      List<Row> known) {
    this.connection = connection;
    this.claim = claim;
    this.asked = asked;
    this.taken = taken;
    this.known = known;
  }

  Future<List<ClaimedSession>> run() {
    List<Row> all = new ArrayList<>(taken);
    all.addAll(known);
    if (all.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    PgServedStore before = new PgServedStore(connection);
    return heard()
        .compose(heard -> before.read(PgHoldersStore.clients(all)).map(more -> known(heard, more)))
        .compose(heard -> take(heard).compose(done -> read(all, heard)))
        .compose(read -> forget().map(read));
  }

  /** What the holder of each session had heard, and what those before it had served it with. */
  private Map<String, List<HeardTo>> known(
      Map<String, List<HeardTo>> heard, Map<String, List<HeardTo>> served) {
    Map<String, List<HeardTo>> known = new HashMap<>();
    for (ClaimOf each : asked.values()) {
      List<HeardTo> all = new ArrayList<>(served.getOrDefault(each.clientId(), List.of()));
      all.addAll(each.from() == null ? List.of() : heard.getOrDefault(each.from(), List.of()));
      known.put(each.clientId(), all);
    }
    return known;
  }

  /** Their holders served those that are taken with all messages of their own. */
  private Map<String, HeardTo> served(Map<String, List<HeardTo>> heard) {
    Map<String, HeardTo> served = new HashMap<>();
    for (Row row : taken) {
      ClaimOf wanted = wanted(row);
      String from = wanted.from();
      long number = from == null ? 0 : HeardTo.of(from, heard(wanted, heard));
      if (from != null && number > 0) {
        served.put(wanted.clientId(), new HeardTo(from, number));
      }
    }
    return served;
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
        .map(PgClaimStore::heard);
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
        .compose(done -> new PgServedStore(connection).note(served(heard)))
        .compose(done -> lastSequences())
        .compose(last -> append(last, heard));
  }

  private Future<Map<String, Long>> lastSequences() {
    return connection
        .preparedQuery(
            "SELECT client_id, max(sequence) AS last FROM mqtt_queue WHERE client_id = ANY($1)"
                + " GROUP BY client_id")
        .execute(Tuple.of((Object) PgHoldersStore.clients(taken)))
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
        if (more.isMissingIn(heard(wanted, heard))) {
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
    Tuple clients = Tuple.of((Object) PgHoldersStore.clients(all));
    return connection
        .preparedQuery(PgHoldersStore.FILTERS)
        .execute(clients)
        .compose(
            filters ->
                connection
                    .preparedQuery(PgHoldersStore.RECEIVED)
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
    Map<String, List<IdentifierOf>> identifiers = PgReceivedStore.byClient(received);
    return connection
        .preparedQuery(QUEUE)
        .execute(clients)
        .map(PgClaimStore::queues)
        .map(
            queues ->
                all.stream()
                    .map(
                        row ->
                            claimed(
                                PgBrokerStore.session(row, subscriptions, identifiers),
                                queues,
                                heard))
                    .toList());
  }

  private static Map<String, List<QueuedMessage>> queues(RowSet<Row> rows) {
    Map<String, List<QueuedMessage>> queues = new HashMap<>();
    for (Row row : rows) {
      queues
          .computeIfAbsent(row.getString("client_id"), first -> new ArrayList<>())
          .add(PgBrokerStore.queued(row));
    }
    return queues;
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
    List<Tuple> mine = clients.stream().filter(client -> isTaken(client.getString(0))).toList();
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

  private static List<HeardTo> heard(ClaimOf wanted, Map<String, List<HeardTo>> heard) {
    return heard.getOrDefault(wanted.clientId(), List.of());
  }

  private static QueuedMessage queued(String client, long sequence, MoreOf more) {
    return new QueuedMessage(
        client, sequence, more.qos(), more.retain(), false, more.identifiers(), more.message());
  }
}
