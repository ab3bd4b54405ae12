package io.busbar.verticles.database;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL as stores use it. Every method fails with {@link HubFailure} only: UNAVAILABLE when
 * the database cannot be reached or does not answer in time, CONFLICT with reason {@value
 * #DUPLICATE} on a unique violation, INTERNAL otherwise.
 */
public final class Database {
  /** The reason of a failure caused by a unique constraint. */
  public static final String DUPLICATE = "DUPLICATE";

  private static final Logger log = LoggerFactory.getLogger(Database.class);
  private static final long ANSWER_WITHIN_SECONDS = 10;
  private static final int DELETED_AT_ONCE = 20_000;
  private static final String UNIQUE_VIOLATION = "23505";
  private static final String CONNECTION_CLASS = "08";
  private static final String SHUTDOWN_CLASS = "57";
  private static final String RESOURCES_CLASS = "53";

  /** Two transactions stood in each other's way, and this one was undone. */
  private static final String ROLLBACK_CLASS = "40";

  private final Pool pool;
  private final Reach reach;

  public Database(Pool pool) {
    this(pool, Reach.ALWAYS);
  }

  /**
   * @param reach whether it is worth asking; while it is not, everything fails at once and nothing
   *     queues
   */
  public Database(Pool pool, Reach reach) {
    this.pool = pool;
    this.reach = reach;
  }

  /** Runs one prepared statement. */
  public Future<RowSet<Row>> query(String sql, Tuple arguments) {
    return guarded(() -> pool.preparedQuery(sql).execute(Storable.of(arguments)));
  }

  /**
   * Deletes in parts until nothing is left to delete: each is short, however much there is.
   *
   * @param sql takes the argument, and how many rows it may delete
   */
  public Future<Void> deleteInParts(String sql, Object argument) {
    return query(sql, Tuple.of(argument, DELETED_AT_ONCE))
        .compose(
            deleted ->
                deleted.rowCount() < DELETED_AT_ONCE
                    ? Future.succeededFuture()
                    : deleteInParts(sql, argument));
  }

  /**
   * Runs the work in one transaction: committed when its future succeeds, else rolled back. Texts
   * of strangers must go through {@link Storable}.
   */
  public <T> Future<T> transaction(Function<SqlConnection, Future<T>> work) {
    return guarded(() -> pool.withTransaction(work));
  }

  private <T> Future<T> guarded(Supplier<Future<T>> work) {
    if (!reach.isUp()) {
      return Future.failedFuture(unavailable());
    }
    return work.get()
        .onComplete(answered -> reach.answered(), this::noteAnswer)
        .timeout(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS)
        .recover(cause -> Future.failedFuture(failureOf(cause)));
  }

  private void noteAnswer(Throwable failure) {
    if (failure instanceof PgException) {
      reach.answered();
    }
  }

  private static HubFailure failureOf(Throwable cause) {
    if (cause instanceof HubFailure failure) {
      return failure;
    }
    if (cause instanceof IllegalArgumentException
        || cause instanceof ClassCastException
        || cause instanceof UncheckedIOException) {
      log.error("A statement could not be made", cause);
      return HubFailure.of(FailureCode.INTERNAL, "The database could not be asked.");
    }
    if (!(cause instanceof PgException failure)) {
      return unavailable();
    }
    String state = failure.getSqlState();
    if (UNIQUE_VIOLATION.equals(state)) {
      return HubFailure.conflict(DUPLICATE, "It exists already.", "Choose another name or id.");
    }
    if (state == null
        || state.startsWith(CONNECTION_CLASS)
        || state.startsWith(SHUTDOWN_CLASS)
        || state.startsWith(ROLLBACK_CLASS)
        || state.startsWith(RESOURCES_CLASS)) {
      return unavailable();
    }
    log.error("PostgreSQL refused a statement", failure);
    return HubFailure.of(FailureCode.INTERNAL, "The database refused a statement.");
  }

  private static HubFailure unavailable() {
    return HubFailure.unavailable(
        "The database cannot be reached.", "It is retried by itself; try again in a few seconds.");
  }
}
