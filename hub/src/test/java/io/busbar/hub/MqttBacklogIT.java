package io.busbar.hub;

import io.busbar.hub.testing.FreePort;
import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubProcess;
import io.busbar.hub.testing.NodeScript;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Kills the hub while a real client fills the queue of a session that is away, and while that
 * session takes it; once with its database. {@code -Dbusbar.mqtt.backlog} says how many messages,
 * 100000 for the whole proof.
 */
class MqttBacklogIT {
  private static final int COUNT = Integer.getInteger("busbar.mqtt.backlog", 4000);

  /** A line of the client, and whether the database dies too. */
  private record Kill(String at, boolean database) {}

  @Test
  void losesNothingAndRepeatsNoMessageOfQos2() throws IOException {
    int step = Math.max(1, COUNT / 20);
    Deque<Kill> kills =
        new ArrayDeque<>(
            List.of(
                new Kill("ACKNOWLEDGED " + 7 * step, false),
                new Kill("ACKNOWLEDGED " + 14 * step, true),
                new Kill("TAKEN " + 5 * step, false),
                new Kill("TAKEN " + 12 * step, true)));
    int port = FreePort.take();
    Map<String, String> settings = new HashMap<>(HubClient.ADMINISTRATOR);
    settings.put("BUSBAR_MQTT_PORT", Integer.toString(port));
    settings.put("BUSBAR_MQTT_USERS", "panel:open sesame");
    try (HubProcess hub = HubProcess.start(settings)) {
      NodeScript.run(
          "mqtt-backlog.e2e.mjs",
          Map.of(
              "MQTT_URL",
              "mqtt://127.0.0.1:" + port,
              "MQTT_USER",
              "panel",
              "MQTT_PASSWORD",
              "open sesame",
              "COUNT",
              Integer.toString(COUNT)),
          line -> killAt(line, kills, hub));
    }
  }

  private static void killAt(String line, Deque<Kill> kills, HubProcess hub) throws IOException {
    Kill next = kills.peek();
    if (next == null || !next.at().equals(line)) {
      return;
    }
    kills.remove();
    hub.kill();
    if (next.database()) {
      hub.killDatabase();
    }
    hub.start();
  }
}
