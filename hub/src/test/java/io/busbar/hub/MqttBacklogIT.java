package io.busbar.hub;

import io.busbar.hub.testing.FreePort;
import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubProcess;
import io.busbar.hub.testing.NodeScript;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Kills the hub, once with its database, while a real client fills the queue of a session that is
 * away, and while that session takes it. {@code -Dbusbar.mqtt.backlog} says how many messages,
 * 100000 for the whole proof.
 */
class MqttBacklogIT {
  private static final int SHORT = 4000;
  private static final int COUNT = Integer.getInteger("busbar.mqtt.backlog", SHORT);

  /** A line of the client, and whether the database dies too. */
  private record Kill(String at, boolean database) {}

  @Test
  void losesNothingAndRepeatsNoMessageOfQos2() throws IOException {
    int step = Math.max(1, COUNT / 20);
    List<Kill> planned =
        new ArrayList<>(
            List.of(
                new Kill("ACKNOWLEDGED " + 10 * step, true), new Kill("TAKEN " + 8 * step, false)));
    if (COUNT > SHORT) {
      planned.add(1, new Kill("ACKNOWLEDGED " + 15 * step, false));
      planned.add(new Kill("TAKEN " + 14 * step, true));
    }
    Deque<Kill> kills = new ArrayDeque<>(planned);
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
