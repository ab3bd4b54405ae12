package io.busbar.hub.database;

import io.busbar.hub.config.Secret;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.util.Locale;

/** Where PostgreSQL is and how to get in. */
public record DatabaseAddress(
    String host, int port, String database, String user, Secret password, SslMode ssl) {

  /**
   * Reads {@code postgresql://user:password@host:port/db?sslmode=require}.
   *
   * @throws IllegalArgumentException another form, or no password
   */
  public static DatabaseAddress parse(String url) {
    PgConnectOptions options = PgConnectOptions.fromUri(url);
    return new DatabaseAddress(
        options.getHost(),
        options.getPort(),
        options.getDatabase(),
        options.getUser(),
        new Secret(options.getPassword()),
        options.getSslMode());
  }

  /** How the reactive client connects. */
  public PgConnectOptions options() {
    return new PgConnectOptions()
        .setHost(host)
        .setPort(port)
        .setDatabase(database)
        .setUser(user)
        .setPassword(password.reveal())
        .setSslMode(ssl)
        .setCachePreparedStatements(true);
  }

  /** How a JDBC driver connects, without user and password. */
  public String jdbcUrl() {
    return "jdbc:postgresql://%s:%d/%s?sslmode=%s&connectTimeout=10&ApplicationName=busbar"
        .formatted(host, port, database, ssl.name().toLowerCase(Locale.ROOT).replace("_", "-"));
  }

  @Override
  public String toString() {
    return "%s:%d/%s".formatted(host, port, database);
  }
}
