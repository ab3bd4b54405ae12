package io.busbar.hub.backup;

import io.busbar.hub.backup.BackupContents.Table;
import io.busbar.hub.database.DatabaseAddress;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.postgresql.PGConnection;

/**
 * Tables made, loaded and migrated beside those in use, in a schema of their own, which then take
 * their place in one transaction: whoever looks sees the old tables or the new ones. What a crash
 * leaves behind is removed by the next {@link #open}.
 */
final class StagedTables implements AutoCloseable {
  private static final String STAGE = "busbar_restore";
  private static final String TABLES =
      "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " WHERE relkind IN ('r', 'p') AND NOT relispartition AND nspname = ? ORDER BY relname";

  /** Sequences of their own; those of a column go where its table goes. */
  private static final String SEQUENCES =
      "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " WHERE relkind = 'S' AND nspname = ? AND NOT EXISTS (SELECT FROM pg_depend d"
          + " WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid"
          + " AND d.deptype IN ('a', 'i')) ORDER BY relname";

  private static final String SET_SEQUENCE =
      "SELECT setval(c.oid::regclass, ?::bigint) FROM pg_class c"
          + " JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " WHERE c.relkind = 'S' AND n.nspname = ? AND c.relname = ?";

  private final DatabaseAddress address;
  private final String migrations;
  private final Connection connection;
  private final String place;

  private StagedTables(
      DatabaseAddress address, String migrations, Connection connection, String place) {
    this.address = address;
    this.migrations = migrations;
    this.connection = connection;
    this.place = place;
  }

  /**
   * Connects, and clears the stage.
   *
   * @param migrations where they lie on the class path
   */
  static StagedTables open(DatabaseAddress address, String migrations) throws SQLException {
    Connection connection =
        DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password().reveal());
    try {
      String place = Queries.column(connection, "SELECT current_schema()").get(0);
      StagedTables stage = new StagedTables(address, migrations, connection, place);
      stage.clear();
      return stage;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Whether tables are in use already. */
  boolean isPlaceTaken() throws SQLException {
    return !Queries.column(connection, TABLES, place).isEmpty();
  }

  /** How many others are connected to this database. */
  int others() throws SQLException {
    String sql =
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND backend_type = 'client backend' AND pid <> pg_backend_pid()";
    return Integer.parseInt(Queries.column(connection, sql).get(0));
  }

  /** Makes empty tables as they were at a version, and begins to load them. */
  void begin(String version) throws SQLException {
    Queries.run(connection, "CREATE SCHEMA " + STAGE);
    migrate(MigrationVersion.fromVersion(version));
    connection.setAutoCommit(false);
    Queries.run(connection, "SET LOCAL search_path TO " + STAGE);
    Queries.run(connection, "SET CONSTRAINTS ALL DEFERRED");
    List<String> tables = staged();
    if (!tables.isEmpty()) {
      Queries.run(connection, "TRUNCATE " + DatabaseSnapshot.listed(tables));
    }
  }

  /**
   * Loads one table.
   *
   * @throws BackupFault its rows do not fit, or are not as many as the backup says
   */
  void load(Table table, InputStream csv) throws IOException {
    String statement =
        "COPY %s (%s) FROM STDIN (FORMAT csv)"
            .formatted(Queries.quoted(table.name()), DatabaseSnapshot.listed(table.columns()));
    long rows = 0;
    try {
      rows = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement, csv);
    } catch (SQLException e) {
      throw new BackupFault(
          "Table %s cannot be loaded: %s".formatted(table.name(), e.getMessage()),
          "Was the backup written by another edition of Busbar?",
          e);
    }
    if (rows != table.rows()) {
      throw new BackupFault(
          "Table %s has %d rows, not %d.".formatted(table.name(), rows, table.rows()),
          "The backup was changed: take another one.");
    }
  }

  /** Ends loading: sequences go on where they were, and older tables are migrated. */
  void complete(Map<String, Long> sequences) throws SQLException {
    for (Map.Entry<String, Long> each : sequences.entrySet()) {
      List<String> unused =
          Queries.column(
              connection, SET_SEQUENCE, each.getValue().toString(), STAGE, each.getKey());
    }
    connection.commit();
    connection.setAutoCommit(true);
    migrate(MigrationVersion.LATEST);
  }

  /**
   * Puts tables and sequences in their place, all at once. A schema that still holds something then
   * is not dropped but fails: migrations learnt to make what is neither, and it must be moved here.
   */
  void swap() throws SQLException {
    List<String> tables = Queries.column(connection, TABLES, STAGE);
    List<String> sequences = Queries.column(connection, SEQUENCES, STAGE);
    connection.setAutoCommit(false);
    Queries.run(connection, "SET LOCAL lock_timeout = '20s'");
    drop("TABLE", tables);
    drop("SEQUENCE", sequences);
    move("TABLE", tables);
    move("SEQUENCE", sequences);
    Queries.run(connection, "DROP SCHEMA " + STAGE);
    connection.commit();
    connection.setAutoCommit(true);
  }

  private void drop(String kind, List<String> names) throws SQLException {
    for (String name : names) {
      Queries.run(connection, "DROP %s IF EXISTS %s CASCADE".formatted(kind, in(place, name)));
    }
  }

  private void move(String kind, List<String> names) throws SQLException {
    for (String name : names) {
      Queries.run(
          connection,
          "ALTER %s %s SET SCHEMA %s".formatted(kind, in(STAGE, name), Queries.quoted(place)));
    }
  }

  /** Lets go; what was not swapped is gone. */
  @Override
  public void close() throws SQLException {
    try {
      if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
      clear();
    } finally {
      connection.close();
    }
  }

  private void clear() throws SQLException {
    Queries.run(connection, "SET client_min_messages TO warning");
    Queries.run(connection, "DROP SCHEMA IF EXISTS " + STAGE + " CASCADE");
  }

  private List<String> staged() throws SQLException {
    TreeSet<String> tables = new TreeSet<>(Queries.column(connection, TABLES, STAGE));
    tables.remove(DatabaseSnapshot.HISTORY);
    return List.copyOf(tables);
  }

  private void migrate(MigrationVersion target) {
    int unused =
        Flyway.configure(StagedTables.class.getClassLoader())
            .dataSource(address.jdbcUrl(), address.user(), address.password().reveal())
            .locations("classpath:" + migrations)
            .schemas(STAGE)
            .defaultSchema(STAGE)
            .createSchemas(false)
            .target(target)
            .load()
            .migrate()
            .migrationsExecuted;
  }

  private static String in(String schema, String name) {
    return Queries.quoted(schema) + "." + Queries.quoted(name);
  }
}
