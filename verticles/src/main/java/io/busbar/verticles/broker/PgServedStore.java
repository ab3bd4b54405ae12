package io.busbar.verticles.broker;

import io.busbar.contracts.broker.BrokerContract.HeardTo;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Up to which of their own messages brokers have served sessions that were claimed from them,
 * within a transaction. A session may move again before a publisher repeats what they took; whoever
 * repeats something does so within the hour.
 */
final class PgServedStore {
  static final String FORGET = "DELETE FROM mqtt_served WHERE client_id = $1";

  private static final String READ = "SELECT * FROM mqtt_served WHERE client_id = ANY($1)";
  private static final String NOTE =
      """
      INSERT INTO mqtt_served (client_id, origin, number) VALUES ($1, $2, $3)
      ON CONFLICT (client_id, origin) DO UPDATE
        SET number = excluded.number, noted_at = excluded.noted_at
      """;
  private static final String TIDY =
      """
      DELETE FROM mqtt_served
      WHERE client_id = ANY($1) AND noted_at < clock_timestamp() - interval '1 hour'
      """;

  private final SqlConnection connection;

  PgServedStore(SqlConnection connection) {
    this.connection = connection;
  }

  /** By session. */
  Future<Map<String, List<HeardTo>>> read(String[] clients) {
    return connection
        .preparedQuery(READ)
        .execute(Tuple.of((Object) clients))
        .map(PgServedStore::byClient);
  }

  /**
   * Notes what is known of sessions that are claimed now.
   *
   * @param served by session
   */
  Future<Void> note(Map<String, HeardTo> served) {
    if (served.isEmpty()) {
      return Future.succeededFuture();
    }
    List<Tuple> rows = new ArrayList<>();
    served.forEach((client, to) -> rows.add(Tuple.of(client, to.origin(), to.number())));
    Tuple clients = Tuple.of((Object) served.keySet().toArray(new String[0]));
    return connection
        .preparedQuery(NOTE)
        .executeBatch(rows)
        .compose(noted -> connection.preparedQuery(TIDY).execute(clients))
        .mapEmpty();
  }

  private static Map<String, List<HeardTo>> byClient(RowSet<Row> rows) {
    Map<String, List<HeardTo>> served = new HashMap<>();
    for (Row row : rows) {
      served
          .computeIfAbsent(row.getString("client_id"), first -> new ArrayList<>())
          .add(new HeardTo(row.getString("origin"), row.getLong("number")));
    }
    return served;
  }
}
