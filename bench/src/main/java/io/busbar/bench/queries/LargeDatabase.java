package io.busbar.bench.queries;

import io.busbar.verticles.database.Database;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.flywaydb.core.Flyway;

/** An embedded PostgreSQL with a million rows in each large table, which logs every plan. */
final class LargeDatabase implements AutoCloseable {
  private static final String USER = "postgres";

  private final EmbeddedPostgres server;

  private LargeDatabase(EmbeddedPostgres server) {
    this.server = server;
  }

  /** Starts it with all tables and no rows. */
  static LargeDatabase start(Path logs) throws IOException {
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setServerConfig("shared_buffers", "32MB")
            .setServerConfig("max_wal_size", "4GB")
            .setServerConfig("session_preload_libraries", "auto_explain")
            .setServerConfig("auto_explain.log_min_duration", "-1")
            .setServerConfig("auto_explain.log_analyze", "on")
            .setServerConfig("auto_explain.log_format", "json")
            .setServerConfig("logging_collector", "on")
            .setServerConfig("log_destination", "jsonlog")
            .setServerConfig("log_directory", logs.toString())
            .setServerConfig("log_filename", "plans.log")
            .setServerConfig("log_rotation_size", "0")
            .start();
    LargeDatabase started = new LargeDatabase(server);
    Flyway.configure()
        .dataSource(server.getPostgresDatabase())
        .locations("classpath:db/migration")
        .load()
        .migrate();
    return started;
  }

  /** Fills it; from then on every plan is logged. */
  void fill() throws IOException, SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : script().split(";\n", -1)) {
        statement.execute(sql);
      }
      statement.execute("ALTER DATABASE postgres SET auto_explain.log_min_duration = 0");
    }
  }

  /** Opens it the way the hub does: one statement is prepared once. */
  Database open(Vertx vertx) {
    return new Database(
        PgBuilder.pool()
            .connectingTo(
                new PgConnectOptions()
                    .setHost("127.0.0.1")
                    .setPort(server.getPort())
                    .setUser(USER)
                    .setPassword(USER)
                    .setDatabase(USER)
                    .setCachePreparedStatements(true))
            .with(new PoolOptions().setMaxSize(1))
            .using(vertx)
            .build());
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private static String script() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(LargeDatabase.class.getResourceAsStream("/queries/fill.sql"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip().replaceAll(";$", "");
    }
  }
}
