package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.hub.database.DatabaseAddress;
import io.busbar.hub.testing.HubProcess;
import io.busbar.hub.testing.NodeScript;
import io.busbar.hub.testing.TwoNodes;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session of MQTT goes from node to node, and away from one that is killed. */
class MqttClusterIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void losesNothingAndRepeatsNoMessageOfQos2(@TempDir Path folder) throws Exception {
    try (TwoNodes nodes = TwoNodes.start(folder, Map.of())) {
      wander(nodes, "killed", true);
      await().atMost(PATIENCE).until(() -> nodeOfSession(nodes).equals("attic"));
      assertThat(nodes.first().metric("busbar_mqtt_sessions_moved_total")).isPositive();

      nodes.second().start();
      assertThat(nodeOfSession(nodes)).isEqualTo("attic");
      wander(nodes, "after", false);
    }
  }

  private static void wander(TwoNodes nodes, String prefix, boolean kill) throws IOException {
    NodeScript.run(
        "mqtt-cluster.e2e.mjs",
        Map.of(
            "FIRST",
            port(nodes.first()),
            "SECOND",
            port(nodes.second()),
            "MQTT_USER",
            "remote",
            "MQTT_PASSWORD",
            "tram-orbit-lemon-7",
            "PREFIX",
            prefix,
            "COUNT",
            "1500",
            "KILL",
            kill ? "1" : "0"),
        line -> killAt(line, nodes.second()));
  }

  private static void killAt(String line, HubProcess node) {
    if (line.equals("KILL")) {
      node.kill();
    }
  }

  private static String port(HubProcess node) throws IOException {
    return String.valueOf(node.ports().get("mqtt"));
  }

  /** The node that holds the session, by the life the store knows. */
  private static String nodeOfSession(TwoNodes nodes) throws SQLException {
    DatabaseAddress address = nodes.database();
    try (Connection connection =
            DriverManager.getConnection(
                address.jdbcUrl(), address.user(), address.password().reveal());
        Statement query = connection.createStatement();
        ResultSet row =
            query.executeQuery(
                "SELECT n.node_id FROM mqtt_sessions s JOIN cluster_nodes n ON n.run = s.holder"
                    + " WHERE s.client_id = 'wanderer'")) {
      return row.next() ? row.getString(1) : "nobody";
    }
  }
}
