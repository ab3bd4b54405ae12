package io.busbar.hub.database;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the tables to the version this hub needs. */
public final class Migrations {
  /** Where migrations lie on the class path. */
  public static final String FOLDER = "db/migration";

  private static final Logger log = LoggerFactory.getLogger(Migrations.class);
  private static final String UNDEFINED_TABLE = "42P01";
  private static final Pattern VERSION = Pattern.compile("V(\\d+([._]\\d+)*)__.*");
  private static final String HISTORY =
      "SELECT script, checksum, success FROM flyway_schema_history WHERE type = 'SQL'"
          + " ORDER BY installed_rank";

  private final Vertx vertx;
  private final Pool pool;
  private final DatabaseAddress address;
  private final String folder;

  public Migrations(Vertx vertx, Pool pool, DatabaseAddress address, String folder) {
    this.vertx = vertx;
    this.pool = pool;
    this.address = address;
    this.folder = folder;
  }

  /**
   * Applies what is pending, one node at a time (advisory lock). Succeeds with the number of
   * migrations applied; when the history in the database equals the class path that is 0, told by
   * one query. Fails: a migration that cannot be applied, an applied one that was changed since.
   */
  public Future<Integer> run() {
    return isCurrent().compose(current -> current ? Future.succeededFuture(0) : migrate());
  }

  /** The versions of the migrations in a folder of the class path, as Flyway stores them. */
  public static Set<String> versions(String folder) {
    return MigrationScripts.on(Migrations.class.getClassLoader(), folder).keySet().stream()
        .map(VERSION::matcher)
        .filter(Matcher::matches)
        .map(name -> name.group(1).replace('_', '.'))
        .collect(Collectors.toSet());
  }

  /** Succeeds with whether script by script and checksum by checksum everything is applied. */
  Future<Boolean> isCurrent() {
    return vertx
        .executeBlocking(this::scripts)
        .compose(scripts -> applied().map(applied -> applied.equals(scripts)));
  }

  private Map<String, Integer> scripts() {
    return MigrationScripts.on(Migrations.class.getClassLoader(), folder);
  }

  private Future<Map<String, Integer>> applied() {
    return pool.query(HISTORY).execute().map(Migrations::checksums).recover(Migrations::noHistory);
  }

  private static Map<String, Integer> checksums(RowSet<Row> rows) {
    Map<String, Integer> checksums = new HashMap<>();
    for (Row row : rows) {
      boolean success = row.getBoolean("success");
      checksums.put(row.getString("script"), success ? row.getInteger("checksum") : null);
    }
    return checksums;
  }

  private static Future<Map<String, Integer>> noHistory(Throwable cause) {
    return cause instanceof PgException failure && UNDEFINED_TABLE.equals(failure.getSqlState())
        ? Future.succeededFuture(Map.of())
        : Future.failedFuture(cause);
  }

  private Future<Integer> migrate() {
    return vertx.executeBlocking(this::runFlyway);
  }

  private int runFlyway() {
    long begin = System.nanoTime();
    int applied =
        Flyway.configure(Migrations.class.getClassLoader())
            .dataSource(address.jdbcUrl(), address.user(), address.password().reveal())
            .locations("classpath:" + folder)
            .validateMigrationNaming(true)
            .load()
            .migrate()
            .migrationsExecuted;
    log.info(
        "Database: {} migrations applied in {} ms",
        applied,
        Duration.ofNanos(System.nanoTime() - begin).toMillis());
    return applied;
  }
}
