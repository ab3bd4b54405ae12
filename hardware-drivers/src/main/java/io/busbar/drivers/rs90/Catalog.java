package io.busbar.drivers.rs90;

import io.busbar.kit.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How a remote presents itself as a device. */
final class Catalog {
  private static final Map<String, Object> TEXT =
      Map.of("type", "string", "minLength", 1, "maxLength", ListReader.MAX_TEXT);
  private static final Set<String> ONCE = Set.of("send_command", "ring_on", "open_app");

  private Catalog() {}

  /** The driver's id of a remote: the same whatever happens to its names. */
  static String idOf(String remote) {
    return "rs90:" + remote;
  }

  static Device remote(String remote) {
    List<Map<String, Object>> commands = new ArrayList<>();
    commands.add(
        command(
            "send_command", "Send a command of a device", Map.of("device", TEXT, "command", TEXT)));
    commands.add(command("macro_on", "Switch a macro on", Map.of("macro", TEXT)));
    commands.add(command("macro_off", "Switch a macro off", Map.of("macro", TEXT)));
    commands.add(
        command(
            "ring_on",
            "Light the ring up",
            Map.of("seconds", Map.of("type", "integer", "minimum", 1, "maximum", 10))));
    commands.add(
        command("ring_effect", "Show an effect on the ring", RingEffect.schema(), "effect"));
    commands.add(command("ring_off", "Switch the ring off", Map.of()));
    commands.add(command("open_app", "Open an app", Map.of("app", TEXT)));
    commands.add(command("refresh_lists", "Ask for devices, macros and apps again", Map.of()));
    commands.add(command("refresh_battery", "Ask for the battery", Map.of()));
    commands.add(command("refresh_state", "Ask how it is", Map.of()));
    return new Device(
        Catalog.idOf(remote),
        "RS90 " + remote,
        "remote",
        List.of("rs90"),
        Map.of("manufacturer", "Cantata", "model", "RS90", "remoteId", remote),
        commands);
  }

  private static Map<String, Object> command(
      String key, String label, Map<String, Object> arguments) {
    return command(key, label, arguments, arguments.keySet().toArray(String[]::new));
  }

  private static Map<String, Object> command(
      String key, String label, Map<String, Object> arguments, String... required) {
    return Device.command(key, label, !ONCE.contains(key), arguments, List.of(required));
  }
}
