package io.busbar.verticles.testing;

import io.busbar.verticles.database.Database;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/**
 * One embedded PostgreSQL for all tests of a JVM. The migrations of the class path run once, into a
 * template; every {@link #open} copies it, so that no test sees the rows of another. The server
 * ends with the JVM.
 */
public final class TestDatabase {
  private static final String TEMPLATE = "busbar_template";
  private static final String USER = "postgres";
  private static final int CONNECTIONS = 4;
  private static final AtomicInteger copies = new AtomicInteger();

  private TestDatabase() {}

  /**
   * Opens a database of its own with all tables and no rows. Its connections close with {@code
   * vertx}. Blocks while the server starts: call it from a test thread, once per class or test.
   */
  public static Database open(Vertx vertx) {
    String name = "test_" + copies.incrementAndGet();
    execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
    return new Database(
        PgBuilder.pool()
            .connectingTo(
                new PgConnectOptions()
                    .setHost("127.0.0.1")
                    .setPort(Server.STARTED.getPort())
                    .setUser(USER)
                    .setPassword(USER)
                    .setDatabase(name))
            .with(new PoolOptions().setMaxSize(CONNECTIONS))
            .using(vertx)
            .build());
  }

  private static void execute(String sql) {
    try (Connection connection = Server.STARTED.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("Refused by the test database: " + sql, e);
    }
  }

  /** Started when it is first asked for. */
  private static final class Server {
    static final EmbeddedPostgres STARTED = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        try (Connection connection = server.getPostgresDatabase().getConnection();
            Statement statement = connection.createStatement()) {
          statement.execute("CREATE DATABASE " + TEMPLATE);
        }
        Flyway.configure()
            .dataSource(server.getDatabase(USER, TEMPLATE))
            .locations("classpath:db/migration")
            .load()
            .migrate();
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException("The test database did not start", e);
      } catch (SQLException e) {
        throw new IllegalStateException("The test database has no template", e);
      }
    }
  }
}
