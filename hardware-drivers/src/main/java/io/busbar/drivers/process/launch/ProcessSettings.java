package io.busbar.drivers.process.launch;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the hub knows about starting driver processes.
 *
 * @param kits the folder with a kit per language
 * @param instances where the instances keep their files
 * @param ports asked at each launch, because a port 0 becomes a real one late
 * @param environment the hub's own; hardly anything of it is handed on
 * @param pythonBinary HAPTIQUE_PYTHON_BIN, a path or a name; empty for python3
 */
public record ProcessSettings(
    Path kits,
    Path instances,
    Supplier<HubPorts> ports,
    Map<String, String> environment,
    String pythonBinary,
    String logLevel,
    ZoneId zone) {
  public ProcessSettings {
    environment = Map.copyOf(environment);
  }
}
