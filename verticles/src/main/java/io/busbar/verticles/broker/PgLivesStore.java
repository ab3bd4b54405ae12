package io.busbar.verticles.broker;

import io.busbar.contracts.broker.BrokerContract.ReadOrphans;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.verticles.database.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/**
 * Which lives may hold sessions, in PostgreSQL. A life is ended before what it holds is adopted, so
 * that one that only stood still takes nothing when it wakes up. Rows are locked in order of names.
 */
final class PgLivesStore {
  /** Whether a life may take something; it is not ended before the transaction is over. */
  static final String MAY_TAKE =
      "SELECT 1 FROM cluster_nodes WHERE run = $%d AND NOT ended FOR KEY SHARE";

  private static final String OPEN =
      "SELECT 1 FROM cluster_nodes WHERE run = ANY($1) AND NOT ended LIMIT 1";
  private static final String LOCK =
      """
      SELECT node_id, run, lease_until > clock_timestamp() AS alive FROM cluster_nodes
      WHERE NOT ended ORDER BY node_id FOR UPDATE
      """;
  private static final String END =
      """
      UPDATE cluster_nodes SET ended = true, lease_until = least(lease_until, clock_timestamp())
      WHERE run = ANY($1)
      """;

  private final Database database;

  private record Life(String node, String run, boolean alive) {}

  PgLivesStore(Database database) {
    this.database = database;
  }

  /** Fails UNAVAILABLE when the life was ended: its node is about to come again as another one. */
  static Future<Void> requireOpen(SqlConnection connection, String run) {
    return connection
        .preparedQuery(MAY_TAKE.formatted(1))
        .execute(Tuple.of(run))
        .compose(rows -> rows.size() == 1 ? Future.succeededFuture() : Future.failedFuture(over()));
  }

  /**
   * Ends the lives that are gone. Fails UNAVAILABLE while it is not certain that the asker is in
   * the part of the house that goes on: some lease must run out first.
   */
  Future<Void> end(ReadOrphans asked) {
    String[] gone = asked.gone().toArray(new String[0]);
    return database
        .query(OPEN, Tuple.of((Object) gone))
        .compose(
            rows ->
                rows.size() == 0
                    ? Future.succeededFuture()
                    : database.transaction(connection -> end(connection, asked, gone)));
  }

  private static Future<Void> end(SqlConnection connection, ReadOrphans asked, String[] gone) {
    return connection
        .query(LOCK)
        .execute()
        .compose(
            rows -> {
              List<Life> lives = lives(rows);
              if (lives.stream().noneMatch(each -> each.run().equals(asked.by()))) {
                return Future.failedFuture(over());
              }
              if (!mayEnd(lives, asked)) {
                return Future.failedFuture(undecided());
              }
              return connection.preparedQuery(END).execute(Tuple.of((Object) gone)).mapEmpty();
            });
  }

  private static List<Life> lives(RowSet<Row> rows) {
    List<Life> lives = new ArrayList<>();
    for (Row row : rows) {
      lives.add(new Life(row.getString("node_id"), row.getString("run"), row.getBoolean("alive")));
    }
    return lives;
  }

  /** Those whose lease is over may be ended by anybody, the others by the larger part. */
  private static boolean mayEnd(List<Life> lives, ReadOrphans asked) {
    List<Life> alive = lives.stream().filter(Life::alive).toList();
    if (alive.stream().noneMatch(each -> asked.gone().contains(each.run()))) {
      return true;
    }
    long here = alive.stream().filter(each -> isHere(each, asked)).count();
    long there = alive.size() - here;
    return here == there ? isHere(alive.get(0), asked) : here > there;
  }

  private static boolean isHere(Life life, ReadOrphans asked) {
    return asked.inTouch().contains(life.node()) && !asked.gone().contains(life.run());
  }

  private static HubFailure over() {
    return HubFailure.unavailable(
        "The others went on without this node.", "It comes again by itself; try again soon.");
  }

  private static HubFailure undecided() {
    return HubFailure.unavailable(
        "It is not certain which part of the house goes on.", "Try again when a lease has ended.");
  }
}
