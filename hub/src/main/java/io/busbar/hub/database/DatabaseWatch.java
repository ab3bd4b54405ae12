package io.busbar.hub.database;

import io.busbar.verticles.database.Reach;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the database again and again whether it is there, over a connection of its own, so that a
 * busy pool is no missing database. A question without an answer makes it missing when no statement
 * of the hub was answered meanwhile either: a slow database under load is still there. Logs each
 * change once.
 */
public final class DatabaseWatch implements Reach {
  private static final Logger log = LoggerFactory.getLogger(DatabaseWatch.class);
  private static final Duration EVERY = Duration.ofMillis(400);
  private static final Duration SILENCE = Duration.ofMillis(800);
  private static final Duration WHILE_DOWN = Duration.ofSeconds(1);
  private static final long ANSWER_WITHIN_MS = 2_000;
  private static final long RETRY_MS = 250;
  private static final int RETRIES_PER_LOG_LINE = 20;

  private final Vertx vertx;
  private final Pool pool;
  private final Runnable remedy;
  private volatile boolean up = true;
  private volatile boolean asking;
  private volatile long asked = System.nanoTime();
  private volatile long heard = System.nanoTime();
  private volatile long looked = System.nanoTime();
  private long timer = -1;

  /**
   * @param pool one connection
   * @param remedy called, at most once a second, while there is no answer; must not block
   */
  public DatabaseWatch(Vertx vertx, Pool pool, Runnable remedy) {
    this.vertx = vertx;
    this.pool = pool;
    this.remedy = remedy;
  }

  /** Whether the database answers, as far as is known. */
  @Override
  public boolean isUp() {
    return up;
  }

  @Override
  public void answered() {
    heard = System.nanoTime();
  }

  /**
   * Waits for the database at start-up. Succeeds when it answers; fails with a {@link
   * PostgresFault} when it does not within the limit.
   */
  public Future<Void> awaitUp(DatabaseAddress address, Duration limit) {
    return attempt(address, limit, System.nanoTime() + limit.toNanos(), 0);
  }

  public void start() {
    timer = vertx.setPeriodic(EVERY.toMillis(), id -> look(System.nanoTime()));
  }

  public void stop() {
    vertx.cancelTimer(timer);
  }

  private Future<Void> attempt(DatabaseAddress address, Duration limit, long deadline, int done) {
    return ask().recover(cause -> again(address, limit, deadline, done, cause));
  }

  private Future<Void> again(
      DatabaseAddress address, Duration limit, long deadline, int done, Throwable cause) {
    if (System.nanoTime() > deadline) {
      return Future.failedFuture(
          new PostgresFault(
              "The database at %s cannot be used: %s".formatted(address, cause.getMessage()),
              "It was tried for %d s; check that it runs and BUSBAR_DATABASE_URL is right."
                  .formatted(limit.toSeconds())));
    }
    if (done % RETRIES_PER_LOG_LINE == 0) {
      log.warn("Waiting for the database at {}: {}", address, cause.getMessage());
    }
    return vertx
        .timer(RETRY_MS, TimeUnit.MILLISECONDS)
        .compose(fired -> attempt(address, limit, deadline, done + 1));
  }

  private void look(long now) {
    boolean onTime = now - looked < 2 * EVERY.toNanos();
    looked = now;
    if (!asking) {
      check(now);
    } else if (up && onTime && now - Math.max(asked, heard) >= SILENCE.toNanos()) {
      // Late itself, this node would take its own pause for the database's silence.
      become(false, "it has been silent for %d ms".formatted(SILENCE.toMillis()));
    }
  }

  private void check(long now) {
    if (!up && now - asked < WHILE_DOWN.toNanos()) {
      return;
    }
    asking = true;
    asked = now;
    ask()
        .onComplete(
            answer -> {
              asking = false;
              note(answer.succeeded(), answer.cause());
            });
  }

  private void note(boolean answered, Throwable cause) {
    if (!answered) {
      remedy.run();
    }
    become(answered, answered ? "" : String.valueOf(cause.getMessage()));
  }

  private void become(boolean present, String why) {
    if (present == up) {
      return;
    }
    up = present;
    if (present) {
      log.info("The database is back.");
      return;
    }
    log.warn("The database is gone: {}", why);
  }

  private Future<Void> ask() {
    return pool.query("SELECT 1")
        .execute()
        .timeout(ANSWER_WITHIN_MS, TimeUnit.MILLISECONDS)
        .mapEmpty();
  }
}
