package io.busbar.hub.backup;

import io.busbar.hub.database.DatabaseAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/** All tables as they were at one moment, while others go on writing. */
final class DatabaseSnapshot implements AutoCloseable {
  static final String HISTORY = "flyway_schema_history";

  private static final String NO_TABLE = "42P01";
  private static final String VERSION =
      "SELECT version FROM "
          + HISTORY
          + " WHERE success AND version IS NOT NULL ORDER BY installed_rank DESC LIMIT 1";
  private static final String TABLES =
      "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition"
          + " AND relnamespace = quote_ident(current_schema())::regnamespace AND relname <> ?";
  private static final String REFERENCES =
      "SELECT a.relname, b.relname FROM pg_constraint c JOIN pg_class a ON a.oid = c.conrelid"
          + " JOIN pg_class b ON b.oid = c.confrelid WHERE c.contype = 'f'"
          + " AND a.relnamespace = quote_ident(current_schema())::regnamespace";
  private static final String COLUMNS =
      "SELECT a.attname FROM pg_attribute a JOIN pg_class t ON t.oid = a.attrelid"
          + " WHERE t.relname = ? AND t.relnamespace = quote_ident(current_schema())::regnamespace"
          + " AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum";
  private static final String SEQUENCES =
      "SELECT sequencename, last_value FROM pg_sequences"
          + " WHERE schemaname = current_schema() AND last_value IS NOT NULL";

  private final Connection connection;

  private DatabaseSnapshot(Connection connection) {
    this.connection = connection;
  }

  /** Takes the moment. */
  static DatabaseSnapshot open(DatabaseAddress address) throws SQLException {
    Connection connection =
        DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password().reveal());
    try {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      return new DatabaseSnapshot(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * The last migration applied.
   *
   * @throws BackupFault no hub ever used this database
   */
  String schemaVersion() throws SQLException {
    try {
      List<String> versions = Queries.column(connection, VERSION);
      if (!versions.isEmpty()) {
        return versions.get(0);
      }
    } catch (SQLException e) {
      if (!NO_TABLE.equals(e.getSQLState())) {
        throw e;
      }
    }
    throw new BackupFault(
        "The database is empty: there is nothing to back up.",
        "Is BUSBAR_DATA_DIR, or BUSBAR_DATABASE_URL, the one the hub runs with?");
  }

  /** All tables, in the order they can be loaded. */
  List<String> tables() throws SQLException {
    Map<String, Set<String>> references = new HashMap<>();
    for (List<String> row : Queries.rows(connection, REFERENCES)) {
      references.computeIfAbsent(row.get(0), table -> new HashSet<>()).add(row.get(1));
    }
    return LoadOrder.of(new TreeSet<>(Queries.column(connection, TABLES, HISTORY)), references);
  }

  /** The columns of a table that are stored, in their order. */
  List<String> columns(String table) throws SQLException {
    return Queries.column(connection, COLUMNS, table);
  }

  /** The last value of each sequence that was used; ask after the tables were copied. */
  Map<String, Long> sequences() throws SQLException {
    Map<String, Long> values = new TreeMap<>();
    for (List<String> row : Queries.rows(connection, SEQUENCES)) {
      values.put(row.get(0), Long.valueOf(row.get(1)));
    }
    return values;
  }

  /** Writes a table as CSV; returns the number of its rows. */
  long copy(String table, List<String> columns, OutputStream out) throws SQLException, IOException {
    String statement =
        "COPY %s (%s) TO STDOUT (FORMAT csv)".formatted(Queries.quoted(table), listed(columns));
    return connection.unwrap(PGConnection.class).getCopyAPI().copyOut(statement, out);
  }

  static String listed(List<String> columns) {
    return columns.stream().map(Queries::quoted).collect(Collectors.joining(", "));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
