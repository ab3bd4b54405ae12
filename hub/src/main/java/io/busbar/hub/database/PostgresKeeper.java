package io.busbar.hub.database;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the embedded PostgreSQL back, on a thread of its own. A start that fails is tried again
 * after a pause that doubles up to half a minute; only the first failure of a row is logged.
 */
public final class PostgresKeeper {
  private static final Logger log = LoggerFactory.getLogger(PostgresKeeper.class);
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final long END_WITHIN_SECONDS = 10;

  private final EmbeddedPostgres postgres;
  private final ThreadPoolExecutor thread;
  private volatile long notBefore = System.nanoTime();
  private volatile Duration pause = Duration.ZERO;

  public PostgresKeeper(EmbeddedPostgres postgres) {
    this.postgres = postgres;
    this.thread =
        new ThreadPoolExecutor(
            0,
            1,
            LONGEST.toSeconds(),
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> new Thread(work, "database-revival"),
            new ThreadPoolExecutor.DiscardPolicy());
  }

  /** The database does not answer: looks after it unless that is going on, and returns at once. */
  public void mend() {
    if (System.nanoTime() - notBefore >= 0) {
      thread.execute(this::revive);
    }
  }

  /** Lets go of the database; what is going on is broken off. */
  public void stop() throws InterruptedException {
    thread.shutdownNow();
    if (!thread.awaitTermination(END_WITHIN_SECONDS, TimeUnit.SECONDS)) {
      log.warn("The revival of PostgreSQL does not end");
    }
  }

  private void revive() {
    try {
      postgres.revive();
      pause = Duration.ZERO;
    } catch (IOException | PostgresFault e) {
      failed(e);
    }
  }

  private void failed(Exception cause) {
    if (thread.isShutdown()) {
      return;
    }
    boolean first = pause.isZero();
    Duration next = first ? SHORTEST : pause.multipliedBy(2);
    pause = next.compareTo(LONGEST) > 0 ? LONGEST : next;
    notBefore = System.nanoTime() + pause.toNanos();
    if (first) {
      log.error("PostgreSQL cannot be started again; it is tried on: {}", cause.getMessage());
    } else {
      log.debug("PostgreSQL cannot be started yet", cause);
    }
  }
}
