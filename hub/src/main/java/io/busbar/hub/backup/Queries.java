package io.busbar.hub.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Small questions to PostgreSQL. */
final class Queries {
  private Queries() {}

  /** Rows of text. */
  static List<List<String>> rows(Connection connection, String sql, String... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet answer = statement.executeQuery()) {
        return rows(answer);
      }
    }
  }

  /** The first column. */
  static List<String> column(Connection connection, String sql, String... parameters)
      throws SQLException {
    return rows(connection, sql, parameters).stream().map(row -> row.get(0)).toList();
  }

  static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      boolean unused = statement.execute(sql);
    }
  }

  /** A name as it stands in a statement. */
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static List<List<String>> rows(ResultSet answer) throws SQLException {
    int width = answer.getMetaData().getColumnCount();
    List<List<String>> rows = new ArrayList<>();
    while (answer.next()) {
      List<String> row = new ArrayList<>();
      for (int i = 1; i <= width; i++) {
        String value = answer.getString(i);
        row.add(value == null ? "" : value);
      }
      rows.add(List.copyOf(row));
    }
    return rows;
  }
}
