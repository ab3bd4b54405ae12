package io.busbar.hub;

import io.busbar.contracts.bus.Json;
import io.busbar.hub.config.HubConfig;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code ports.json} in the data directory: name of a door to the port it got. */
final class PortsFile {
  private PortsFile() {}

  static void write(HubFolder folder, List<Running.Listening> doors) throws IOException {
    Map<String, Integer> ports = new LinkedHashMap<>();
    doors.forEach(door -> ports.put(door.name(), door.port()));
    folder.write(folder.resolve(HubConfig.PORTS_FILE), Json.text(ports) + "\n");
  }
}
