package io.busbar.bridge.mqtt.homeassistant;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is turned on and off: lights with all they can do, fans, switches. */
final class Lighting {
  private static final String POWER = "power";
  private static final String ON = "{\"power\":true}";
  private static final String OFF = "{\"power\":false}";
  private static final double FULL = 100;
  private static final double WARMEST = 2000;
  private static final double COLDEST = 6500;

  private Lighting() {}

  static boolean isLight(Draft draft) {
    return draft.has("turn_on", "turn_off")
        && (draft.is("light")
            || draft.is("dimmer")
            || draft.has("set_brightness")
            || draft.has("set_color")
            || draft.has("set_color_temperature"));
  }

  static void light(Draft draft) {
    Map<String, @Nullable Object> options = switched(draft);
    options.put("state_value_template", Templates.either(POWER, ON, OFF));
    options.put("on_command_type", "first");
    if (draft.has("set_brightness")) {
      brightness(draft, options);
    }
    if (draft.has("set_color_temperature")) {
      temperature(draft, options);
    }
    if (draft.has("set_color")) {
      colour(draft, options);
    }
    draft.add("light", "light", null, options);
  }

  static void fan(Draft draft) {
    Map<String, @Nullable Object> options = switched(draft);
    options.put("state_value_template", Templates.either(POWER, ON, OFF));
    if (draft.has("set_fan_speed")) {
      speed(draft, options);
    }
    draft.add("fan", "fan", null, options);
  }

  /**
   * @param name null: it is all the device does
   */
  static void plainSwitch(Draft draft, @Nullable String name) {
    Map<String, @Nullable Object> options = switched(draft);
    options.put("value_template", Templates.either(POWER, "ON", "OFF"));
    options.put("state_on", "ON");
    options.put("state_off", "OFF");
    if (draft.is("outlet") || draft.is("plug")) {
      options.put("device_class", "outlet");
    }
    draft.add("power", "switch", name, options);
  }

  private static Map<String, @Nullable Object> switched(Draft draft) {
    draft.use("turn_on", "turn_off", "toggle");
    draft.useField(POWER);
    Map<String, @Nullable Object> options = draft.commanded();
    options.put("state_topic", draft.places().state());
    options.put("payload_on", ON);
    options.put("payload_off", OFF);
    return options;
  }

  private static void brightness(Draft draft, Map<String, @Nullable Object> options) {
    draft.use("set_brightness");
    draft.useField("brightness");
    options.put("brightness_command_topic", draft.places().set());
    options.put(
        "brightness_command_template",
        Templates.request("set_brightness", "brightness", "{{ value }}"));
    options.put("brightness_state_topic", draft.places().state());
    options.put("brightness_value_template", Templates.field("brightness"));
    options.put(
        "brightness_scale", (int) draft.bound("set_brightness", "brightness", "maximum", FULL));
  }

  private static void temperature(Draft draft, Map<String, @Nullable Object> options) {
    String command = "set_color_temperature";
    draft.use(command);
    draft.useField("colorTemperature");
    options.put("color_temp_kelvin", true);
    options.put("color_temp_command_topic", draft.places().set());
    options.put(
        "color_temp_command_template",
        Templates.request(command, "colorTemperature", "{{ value }}"));
    options.put("color_temp_state_topic", draft.places().state());
    options.put("color_temp_value_template", Templates.field("colorTemperature"));
    double least = draft.bound(command, "colorTemperature", "minimum", WARMEST);
    double most = draft.bound(command, "colorTemperature", "maximum", COLDEST);
    options.put("min_kelvin", (int) least);
    options.put("max_kelvin", (int) Math.max(least, most));
  }

  private static void colour(Draft draft, Map<String, @Nullable Object> options) {
    draft.use("set_color");
    draft.useField("color");
    options.put("rgb_command_topic", draft.places().set());
    options.put(
        "rgb_command_template",
        Templates.request(
            "set_color", "color", "\"#{{ '%02X%02X%02X' | format(red, green, blue) }}\""));
    options.put("rgb_state_topic", draft.places().state());
    options.put("rgb_value_template", Templates.rgb("color"));
  }

  private static void speed(Draft draft, Map<String, @Nullable Object> options) {
    var words = draft.words("set_fan_speed", "speed");
    draft.use("set_fan_speed");
    draft.useField("fanSpeed");
    if (words.isEmpty()) {
      options.put("percentage_command_topic", draft.places().set());
      options.put(
          "percentage_command_template",
          Templates.request("set_fan_speed", "speed", "{{ value }}"));
      options.put("percentage_state_topic", draft.places().state());
      options.put("percentage_value_template", Templates.fieldOrNone("fanSpeed"));
      return;
    }
    options.put("preset_modes", words);
    options.put("preset_mode_command_topic", draft.places().set());
    options.put(
        "preset_mode_command_template",
        Templates.request("set_fan_speed", "speed", "{{ value | to_json }}"));
    options.put("preset_mode_state_topic", draft.places().state());
    options.put("preset_mode_value_template", Templates.fieldOrNone("fanSpeed"));
  }
}
