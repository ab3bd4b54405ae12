package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.hub.database.DatabaseAddress;
import io.busbar.hub.testing.FreePort;
import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubCommand;
import io.busbar.hub.testing.HubCommand.Ended;
import io.busbar.hub.testing.HubProcess;
import io.busbar.hub.testing.TwoNodes;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A node that does not fit to the others is refused, with a line that says what to change. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterRefusalIT {
  @TempDir Path scratch = Path.of("");

  private TwoNodes nodes;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    nodes = TwoNodes.startFirst(folder);
  }

  @AfterAll
  void stop() throws IOException {
    nodes.close();
  }

  @Test
  void withoutADatabaseOfAll() throws IOException {
    assertRefused(Map.of("BUSBAR_DATABASE_URL", ""), "database of its own", "BUSBAR_DATABASE_URL");
  }

  @Test
  void withoutASecret() throws IOException {
    assertRefused(Map.of("BUSBAR_CLUSTER_SECRET", ""), "BUSBAR_CLUSTER_SECRET", "openssl rand");
  }

  @Test
  void withAnotherSecret() throws IOException {
    assertRefused(
        Map.of("BUSBAR_CLUSTER_SECRET", "another-secret-another-secret-another"),
        "BUSBAR_CLUSTER_SECRET is not that",
        "Give this node the secret of the others");
  }

  @Test
  void withAnotherNameOfTheCluster() throws IOException {
    assertRefused(
        Map.of("BUSBAR_CLUSTER_NAME", "villa"),
        "This database is used by 'busbar', this node is of 'villa'",
        "BUSBAR_CLUSTER_NAME");
  }

  @Test
  void withTheNameOfANodeThatLives() throws IOException {
    assertRefused(Map.of("BUSBAR_NODE_ID", "attic"), "'attic' is alive already", "BUSBAR_NODE_ID");
  }

  @Test
  void withAnotherMajorVersion() throws Exception {
    execute(
        "INSERT INTO cluster_nodes VALUES ('future', 'r', 1, 'busbar', '9.1.0', '127.0.0.1:9',"
            + " now(), now() + interval '1 hour')");
    try {
      assertRefused(Map.of(), "another major version", "future runs 9.1.0");
    } finally {
      execute("DELETE FROM cluster_nodes WHERE node_id = 'future'");
    }
  }

  @Test
  void thatCannotReachOneThatIsAlive() throws Exception {
    int port = FreePort.take();
    assertRefused(
        Map.of(
            "BUSBAR_CLUSTER_MEMBERS",
            "127.0.0.1:" + port,
            "BUSBAR_CLUSTER_PORT",
            Integer.toString(port)),
        "The node 'attic' is alive but not reached",
        "BUSBAR_CLUSTER_MEMBERS");
    assertThat(HubClient.askIn(nodes.first().http()).status()).isEqualTo(200);
  }

  private void assertRefused(Map<String, String> changed, String problem, String hint)
      throws IOException {
    Map<String, String> settings = new HashMap<>(nodes.settings("cellar", changed));
    settings.put("BUSBAR_HOME", HubProcess.home().toString());
    settings.put("BUSBAR_DATA_DIR", scratch.resolve("data").toString());
    settings.put("BUSBAR_HOST", "127.0.0.1");
    settings.put("BUSBAR_MANAGEMENT_PORT", "0");
    settings.put("BUSBAR_MQTT_PORT", "0");
    Ended ended = HubCommand.run(settings, "run");
    assertThat(ended.code()).as(ended.output()).isEqualTo(1);
    assertThat(ended.output()).contains("busbar: ", problem, hint).doesNotContain("\tat ");
  }

  private void execute(String sql) throws SQLException {
    DatabaseAddress address = nodes.database();
    try (Connection connection =
            DriverManager.getConnection(
                address.jdbcUrl(), address.user(), address.password().reveal());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
