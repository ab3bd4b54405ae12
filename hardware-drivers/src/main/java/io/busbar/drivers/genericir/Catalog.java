package io.busbar.drivers.genericir;

import io.busbar.drivers.extender.Transmission;
import io.busbar.drivers.ir.library.RemoteCodes;
import io.busbar.kit.Device;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How the extender and its remotes present themselves as devices. */
final class Catalog {
  /** How many commands one device may offer; further keys are sent with {@code send_key}. */
  static final int MAX_COMMANDS = 200;

  private static final Map<String, Object> TEXT = Map.of("type", "string", "minLength", 1);
  private static final Map<String, Object> REPEAT =
      Map.of("type", "integer", "minimum", 1, "maximum", Transmission.MAX_HOLD);

  private Catalog() {}

  static Device extender(String id, String name, String host) {
    return new Device(
        id,
        name,
        "ir_device",
        List.of("extender"),
        Map.of("manufacturer", "KINCONY", "model", "KC868-AG", "extenderIp", host),
        List.of(
            command("send_code", "Send a code", Map.of("code", Map.of(), "repeat", REPEAT), "code"),
            command(
                "send_key",
                "Send a key of a remote",
                Map.of("remote", TEXT, "command", TEXT, "repeat", REPEAT),
                "remote",
                "command"),
            command(
                "learn",
                "Learn a key",
                Map.of(
                    "remote", TEXT,
                    "command", TEXT,
                    "seconds", Map.of("type", "integer", "minimum", 5, "maximum", 120)),
                "remote",
                "command"),
            command("cancel_learn", "Stop learning", Map.of()),
            command(
                "import_remotes",
                "Take remotes from a file",
                Map.of("name", TEXT, "file", TEXT),
                "file"),
            command(
                "remove_key",
                "Forget a key",
                Map.of("remote", TEXT, "command", TEXT),
                "remote",
                "command"),
            command("remove_remote", "Forget a remote", Map.of("remote", TEXT), "remote"),
            command("refresh_state", "Ask how it is", Map.of())));
  }

  static Device remote(String id, RemoteCodes remote, String extender) {
    return new Device(
        id,
        remote.name(),
        "ir_device",
        List.of("remote"),
        Map.of("extenderId", extender),
        remote.keys().keySet().stream().limit(MAX_COMMANDS).map(Catalog::key).toList());
  }

  private static Map<String, Object> key(String key) {
    return Device.command(
        key.toLowerCase(Locale.ROOT),
        key,
        Effects.of(key).isPresent(),
        Map.of("repeat", REPEAT),
        List.of());
  }

  private static Map<String, Object> command(
      String key, String label, Map<String, Object> arguments, String... required) {
    boolean idempotent = key.equals("refresh_state") || key.equals("cancel_learn");
    return Device.command(key, label, idempotent, arguments, List.of(required));
  }
}
