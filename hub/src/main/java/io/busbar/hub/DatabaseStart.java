package io.busbar.hub;

import io.busbar.hub.config.ConfigFault;
import io.busbar.hub.config.HubConfig;
import io.busbar.hub.config.Secret;
import io.busbar.hub.database.DatabaseAddress;
import io.busbar.hub.database.EmbeddedPostgres;
import io.busbar.hub.database.PostgresKeeper;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Starts the database on a thread of its own while the node builds what needs none. */
final class DatabaseStart implements AutoCloseable {
  private final ExecutorService thread;
  private final Future<DatabaseAddress> address;
  private final Runnable remedy;

  private DatabaseStart(ExecutorService thread, Future<DatabaseAddress> address, Runnable remedy) {
    this.thread = thread;
    this.address = address;
    this.remedy = remedy;
  }

  static DatabaseStart begin(HubConfig config, HubFolder folder, UndoStack undo)
      throws IOException {
    Secret url = config.database().url();
    if (url != null) {
      return begin(() -> external(url), () -> {});
    }
    EmbeddedPostgres postgres =
        new EmbeddedPostgres(folder.resolve("postgres"), folder.key("postgres"));
    undo.push("PostgreSQL", postgres::stop);
    PostgresKeeper keeper = new PostgresKeeper(postgres);
    undo.push("the revival of PostgreSQL", keeper::stop);
    return begin(postgres::start, keeper::mend);
  }

  private static DatabaseStart begin(Callable<DatabaseAddress> start, Runnable remedy) {
    ExecutorService thread =
        Executors.newSingleThreadExecutor(work -> new Thread(work, "database-start"));
    return new DatabaseStart(thread, thread.submit(start), remedy);
  }

  /** What helps a database that does not answer; returns at once. An external one helps itself. */
  Runnable remedy() {
    return remedy;
  }

  /** Reads the configured address. */
  static DatabaseAddress external(Secret url) {
    try {
      return DatabaseAddress.parse(url.reveal());
    } catch (IllegalArgumentException e) {
      throw new ConfigFault(
          "BUSBAR_DATABASE_URL cannot be read.", "Write postgresql://user:password@host:port/db.");
    }
  }

  /** Waits for it; throws what the start threw. */
  DatabaseAddress await() throws Exception {
    try {
      return address.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    boolean unused = awaitEnd();
  }

  private boolean awaitEnd() {
    try {
      return thread.awaitTermination(3, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
