package io.busbar.drivers.discovery;

import io.busbar.contracts.value.Fields;
import io.busbar.kit.Device;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How discovery goes, as a device of its own. */
final class OwnDevice {
  static final List<String> COMMANDS = List.of("refresh_state", "clear_faults");
  private static final int SHOWN = 20;

  private OwnDevice() {}

  static Device described(String id, String name) {
    return new Device(
        id,
        name,
        "sensor",
        List.of("discovery"),
        Map.of("manufacturer", "Busbar", "model", "MQTT discovery"),
        List.of(
            Device.command("refresh_state", "Listen anew", true, Map.of()),
            Device.command("clear_faults", "Clear faults", true, Map.of())));
  }

  static Fields state(int devices, long dropped, Inbox inbox, Faults faults) {
    Map<String, @Nullable Object> sensors = new LinkedHashMap<>();
    sensors.put("devices", sensor("Devices", devices));
    sensors.put("open_faults", sensor("Open faults", faults.open()));
    sensors.put("faults", sensor("Faults so far", faults.total()));
    sensors.put("waiting", sensor("Messages waiting", inbox.waiting()));
    sensors.put("dropped", sensor("Messages left out", dropped));
    Map<String, @Nullable Object> extras = new LinkedHashMap<>();
    extras.put("status", faults.open() == 0 ? "ok" : "faults");
    extras.put("sensors", sensors);
    extras.put("faults", faults.shown().stream().limit(SHOWN).toList());
    return Fields.of("online", true).with("extras", extras);
  }

  private static Map<String, Object> sensor(String name, long value) {
    return Map.of("name", name, "value", value);
  }
}
