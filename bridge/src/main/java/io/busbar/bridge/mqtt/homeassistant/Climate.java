package io.busbar.bridge.mqtt.homeassistant;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Thermostats and air conditioners. */
final class Climate {
  private static final Set<String> MODES = Set.of("auto", "off", "cool", "heat", "dry", "fan_only");
  private static final List<String> USUAL = List.of("off", "heat", "cool", "auto");
  private static final double COLDEST = 5;
  private static final double WARMEST = 35;
  private static final double NO_ROOM = -40;
  private static final double NO_SAUNA = 60;

  private Climate() {}

  static boolean isClimate(Draft draft) {
    return draft.device().domain().equals("climate")
        && (draft.has("set_temperature") || draft.has("set_mode"));
  }

  static void add(Draft draft) {
    Map<String, @Nullable Object> options = new LinkedHashMap<>();
    String state = draft.places().state();
    options.put("qos", 1);
    if (draft.state().has("temperature")) {
      draft.useField("temperature");
      options.put("current_temperature_topic", state);
      options.put("current_temperature_template", Templates.fieldOrNone("temperature"));
    }
    if (draft.state().has("humidity")) {
      options.put("current_humidity_topic", state);
      options.put("current_humidity_template", Templates.fieldOrNone("humidity"));
    }
    if (draft.has("set_temperature")) {
      target(draft, options);
    }
    if (draft.has("set_mode")) {
      mode(draft, options);
    }
    if (draft.has("set_fan_speed") && !draft.words("set_fan_speed", "speed").isEmpty()) {
      fan(draft, options);
    }
    draft.add("climate", "climate", null, options);
  }

  private static void target(Draft draft, Map<String, @Nullable Object> options) {
    draft.use("set_temperature");
    draft.useField("targetTemperature");
    options.put("temperature_unit", "C");
    options.put("temperature_command_topic", draft.places().set());
    options.put(
        "temperature_command_template",
        Templates.request("set_temperature", "temperature", "{{ value }}"));
    options.put("temperature_state_topic", draft.places().state());
    options.put("temperature_state_template", Templates.fieldOrNone("targetTemperature"));
    double least = draft.bound("set_temperature", "temperature", "minimum", COLDEST);
    double most = draft.bound("set_temperature", "temperature", "maximum", WARMEST);
    options.put("min_temp", least < NO_ROOM ? COLDEST : least);
    options.put("max_temp", most > NO_SAUNA ? WARMEST : most);
    options.put("temp_step", draft.bound("set_temperature", "temperature", "multipleOf", 0.5));
  }

  /** Home Assistant refuses a device with a mode it does not know. */
  private static void mode(Draft draft, Map<String, @Nullable Object> options) {
    List<String> modes = new ArrayList<>(draft.words("set_mode", "mode"));
    if (modes.isEmpty()) {
      modes.addAll(USUAL);
    }
    if (!MODES.containsAll(modes)) {
      return;
    }
    draft.use("set_mode");
    draft.useField("mode");
    options.put("modes", modes);
    options.put("mode_command_topic", draft.places().set());
    options.put(
        "mode_command_template", Templates.request("set_mode", "mode", "{{ value | to_json }}"));
    options.put("mode_state_topic", draft.places().state());
    options.put("mode_state_template", Templates.fieldOrNone("mode"));
  }

  private static void fan(Draft draft, Map<String, @Nullable Object> options) {
    draft.use("set_fan_speed");
    draft.useField("fanSpeed");
    options.put("fan_modes", draft.words("set_fan_speed", "speed"));
    options.put("fan_mode_command_topic", draft.places().set());
    options.put(
        "fan_mode_command_template",
        Templates.request("set_fan_speed", "speed", "{{ value | to_json }}"));
    options.put("fan_mode_state_topic", draft.places().state());
    options.put("fan_mode_state_template", Templates.fieldOrNone("fanSpeed"));
  }
}
