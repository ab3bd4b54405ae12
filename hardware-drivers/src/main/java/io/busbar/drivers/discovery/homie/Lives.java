package io.busbar.drivers.discovery.homie;

import java.util.Set;

/** The states a device can be in, over its whole life. */
final class Lives {
  private static final Set<String> REACHABLE = Set.of("ready", "sleeping", "alert");

  private Lives() {}

  /** Whether a device in a state takes commands, at once or when it wakes up. */
  static boolean isReachable(String state) {
    return REACHABLE.contains(state);
  }
}
