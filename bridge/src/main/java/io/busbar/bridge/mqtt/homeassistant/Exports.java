package io.busbar.bridge.mqtt.homeassistant;

import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.programs.Program;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What Home Assistant is told of devices, and of the programs of the hub. Pure. */
public final class Exports {
  private static final String DISCOVERY = "discovery";
  private static final String HOME_ASSISTANT = "homeassistant";

  private final String hubId;
  private final String version;

  /**
   * @param version of the hub
   */
  public Exports(String hubId, String version) {
    this.hubId = hubId;
    this.version = version;
  }

  /** Whether a device is to be told of: not one that Home Assistant's own format brought. */
  public static boolean isWanted(LogicalDevice device) {
    return !device.hidden()
        && !HOME_ASSISTANT.equals(device.properties().get(DISCOVERY))
        && !HOME_ASSISTANT.equals(device.properties().object("properties").get(DISCOVERY));
  }

  /** A device with everything it can do and say. */
  public Export device(LogicalDevice device, Places places) {
    Draft draft = new Draft(device, places);
    main(draft);
    OtherCommands.add(draft);
    Sensors.add(draft);
    Map<String, @Nullable Object> about = new LinkedHashMap<>();
    String objectId = ObjectIds.ofDevice(hubId, device.id().value());
    about.put("identifiers", List.of(objectId));
    about.put("name", device.name());
    put(about, "manufacturer", device.manufacturer());
    put(about, "model", device.model());
    put(about, "suggested_area", device.spaceName());
    about.put("via_device", hubObject());
    return new Export(
        objectId,
        about,
        version,
        List.of(places.status(), places.availability()),
        draft.components());
  }

  /**
   * The hub itself, with a button for each program.
   *
   * @param run where a program is run
   */
  public Export hub(
      String name, String status, List<Program> programs, Function<String, String> run) {
    List<Component> components = new ArrayList<>();
    components.add(
        new Component(
            "status",
            "binary_sensor",
            "Status",
            Map.of(
                "state_topic",
                status,
                "payload_on",
                "online",
                "payload_off",
                "offline",
                "device_class",
                "connectivity",
                "entity_category",
                "diagnostic")));
    programs.stream()
        .limit(Draft.MOST)
        .forEach(program -> components.add(button(program, status, run.apply(program.id()))));
    Map<String, @Nullable Object> about = new LinkedHashMap<>();
    about.put("identifiers", List.of(hubObject()));
    about.put("name", name);
    about.put("manufacturer", "Busbar");
    about.put("model", "Smart home hub");
    about.put("sw_version", version);
    return new Export(hubObject(), about, version, List.of(), components);
  }

  private static Component button(Program program, String status, String topic) {
    Map<String, @Nullable Object> options = new LinkedHashMap<>();
    options.put("command_topic", topic);
    options.put("payload_press", "{}");
    options.put("qos", 1);
    options.put("availability", List.of(Map.of("topic", status)));
    return new Component(
        "program_" + ObjectIds.part(program.id()), "button", program.name(), options);
  }

  private String hubObject() {
    return ObjectIds.ofHubItself(hubId);
  }

  private static void main(Draft draft) {
    if (Climate.isClimate(draft)) {
      Climate.add(draft);
    }
    if (Security.isLock(draft)) {
      Security.lock(draft);
    }
    if (Security.isAlarm(draft)) {
      Security.alarm(draft);
    }
    if (Security.isCover(draft)) {
      Security.cover(draft);
    }
    if (draft.is("fan") && draft.has("turn_on", "turn_off")) {
      Lighting.fan(draft);
    } else if (Lighting.isLight(draft)) {
      Lighting.light(draft);
    } else if (draft.has("turn_on", "turn_off")) {
      Lighting.plainSwitch(draft, draft.components().isEmpty() ? null : "Power");
    }
  }

  private static void put(Map<String, @Nullable Object> about, String key, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      about.put(key, value);
    }
  }
}
