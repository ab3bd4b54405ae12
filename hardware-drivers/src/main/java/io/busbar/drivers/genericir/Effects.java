package io.busbar.drivers.genericir;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is assumed of a device after a key of its remote was sent: infrared has no feedback. */
final class Effects {
  private static final Map<String, Object> ON = Map.of("power", true);
  private static final Map<String, Object> OFF = Map.of("power", false);

  private Effects() {}

  /** The state fields a command changes, marked as assumed; empty when nothing is assumed. */
  static Optional<Map<String, Object>> of(String command) {
    Map<String, Object> effect =
        switch (RemoteLibrary.plain(command)) {
          case "turnon", "poweron", "on" -> ON;
          case "turnoff", "poweroff", "off" -> OFF;
          case "unmute", "muteoff" -> Map.of("muted", false);
          case "muteon" -> Map.of("muted", true);
          case "play" -> Map.of("playback", "playing");
          case "pause" -> Map.of("playback", "paused");
          case "stop" -> Map.of("playback", "stopped");
          default -> Map.of();
        };
    if (effect.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Object> state = new LinkedHashMap<>(effect);
    state.put("extras", Map.of("assumed", true));
    return Optional.of(state);
  }
}
