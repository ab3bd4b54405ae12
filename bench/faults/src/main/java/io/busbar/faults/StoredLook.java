package io.busbar.faults;

import io.busbar.faults.history.History;
import io.busbar.faults.history.Ops;
import io.busbar.faults.load.House;
import io.busbar.faults.place.LabDatabase;
import io.busbar.faults.plan.Bug;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what the database holds, again and again, on a thread of its own. */
final class StoredLook implements AutoCloseable {
  private static final long EVERY_MS = 300;
  private static final int ONE_IN = 30;
  private static final String STATES =
      """
      SELECT device_id, epoch, version, document->'state'->'extras'->>'count' AS count
      FROM device_states ORDER BY device_id
      """;
  private static final String RUNS =
      """
      SELECT run_id, program_id, to_char(started_at AT TIME ZONE 'UTC', 'HH24:MI') AS minute,
             variables->'trigger'->>'deviceId' AS device, variables->'trigger'->>'to' AS count
      FROM program_runs WHERE started_at >= now() - interval '1 day'
      """;
  private static final String COMMANDS =
      "SELECT request_id, status FROM commands WHERE request_id LIKE 'lab-%'";
  private static final String REWIND =
      "UPDATE device_states SET version = version - 5 WHERE device_id = ? AND version > 5";

  private final LabDatabase database;
  private final House house;
  private final History history;
  private final Map<String, String> last = new HashMap<>();
  private final Thread thread = new Thread(this::lookOn, "stored-look");
  private volatile boolean ended;

  StoredLook(LabDatabase database, House house) {
    this.database = database;
    this.house = house;
    this.history = house.history();
  }

  /** From now on; what was made until now is on disk, so that planted bugs lose only the load. */
  void start() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      boolean unused = statement.execute("CHECKPOINT");
    }
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    ended = true;
  }

  /** Takes down every run and every command, once. */
  void lookBack(String clock) throws SQLException {
    try (Connection connection = database.connect()) {
      try (PreparedStatement runs = connection.prepareStatement(RUNS);
          ResultSet rows = runs.executeQuery()) {
        while (rows.next()) {
          run(rows, clock);
        }
      }
      try (PreparedStatement commands = connection.prepareStatement(COMMANDS);
          ResultSet rows = commands.executeQuery()) {
        while (rows.next()) {
          history.seen(Ops.LOGGED, rows.getString(1), rows.getString(2), "database");
        }
      }
    }
  }

  private void run(ResultSet rows, String clock) throws SQLException {
    String run = rows.getString("run_id");
    String device = rows.getString("device");
    String count = rows.getString("count");
    if (clock.equals(rows.getString("program_id"))) {
      history.seen(Ops.TICK, clock, rows.getString("minute"), run);
    } else if (device != null && count != null) {
      history.seen(Ops.RUN, house.name(device), count.replaceAll("\\.0+$", ""), run);
    }
  }

  private void lookOn() {
    while (!ended) {
      try (Connection connection = database.connect();
          PreparedStatement states = connection.prepareStatement(STATES)) {
        while (!ended) {
          look(states);
          rewind(connection);
          Pause.forTime(Duration.ofMillis(EVERY_MS));
        }
      } catch (SQLException e) {
        Pause.forTime(Duration.ofMillis(EVERY_MS));
      }
    }
  }

  private void look(PreparedStatement states) throws SQLException {
    try (ResultSet rows = states.executeQuery()) {
      while (rows.next()) {
        String device = house.name(rows.getString(1));
        String version = rows.getLong(2) + "." + rows.getLong(3);
        @Nullable String count = rows.getString(4);
        if (!device.isEmpty()
            && count != null
            && !version.concat(count).equals(last.put(device, version + count))) {
          history.seen(Ops.STORED, device, version, count);
        }
      }
    }
  }

  private void rewind(Connection connection) throws SQLException {
    if (!house.plants(Bug.REWIND_VERSION, ONE_IN)) {
      return;
    }
    try (PreparedStatement rewind = connection.prepareStatement(REWIND)) {
      rewind.setString(1, house.id("rest-1"));
      int unused = rewind.executeUpdate();
    }
  }
}
