package io.busbar.drivers.process.launch;

import io.busbar.drivers.process.InstanceFolder;
import java.util.List;
import java.util.Map;

/**
 * Everything needed to start one process.
 *
 * @param environment all of it; nothing is inherited beside it
 * @param ownGroup whether the command puts the process into a group of its own
 */
public record Launch(
    List<String> command,
    Map<String, String> environment,
    InstanceFolder folder,
    boolean ownGroup) {
  /** Without the environment, which holds secrets. */
  @Override
  public String toString() {
    return "Launch[%s]".formatted(command);
  }
}
