package io.busbar.drivers.discovery.homeassistant.component;

import java.util.List;
import java.util.Map;

/** Lights, in the three ways in which they are described. */
final class Light {
  static final String POWER = "power";
  static final String BRIGHTNESS = "brightness";
  static final String COLOR = "color";
  static final String KELVIN = "colorTemperature";
  static final String EFFECT = "extras.effect";
  static final Map<String, Object> COLORS =
      Map.of("type", "string", "pattern", "^#?[0-9a-fA-F]{6}$");
  private static final String TYPE = "light";
  private static final int RANK = 2;
  private static final int FULL = 255;
  private static final int WARMEST = 500;
  private static final int COLDEST = 153;

  private Light() {}

  static Plan plan(Config config) {
    Blueprint blueprint = new Blueprint(config);
    switch (config.text("schema").orElse("default")) {
      case "json" -> JsonLight.describe(blueprint);
      case "template" -> TemplateLight.describe(blueprint);
      default -> PlainLight.describe(blueprint);
    }
    return blueprint.plan(TYPE, RANK);
  }

  static double scale(Config config) {
    double scale = config.number("brightness_scale", FULL);
    return scale > 0 ? scale : FULL;
  }

  static boolean isKelvin(Config config) {
    return config.flag("color_temp_kelvin");
  }

  /** The whites it can be told, in kelvin. */
  static Map<String, Object> whites(Config config) {
    double cold =
        config.number("max_kelvin", (double) Readings.mireds(config.number("min_mireds", COLDEST)));
    double warm =
        config.number("min_kelvin", (double) Readings.mireds(config.number("max_mireds", WARMEST)));
    return Blueprint.range(warm, cold);
  }

  /** What is sent for kelvin. */
  static Number white(Config config, double kelvin) {
    return isKelvin(config) ? Readings.plain(Math.rint(kelvin)) : Readings.mireds(kelvin);
  }

  static void readWhite(Config config, double value, Draft draft) {
    draft.put(KELVIN, isKelvin(config) ? Math.round(value) : Readings.mireds(value));
  }

  static void readBrightness(Config config, double value, Draft draft) {
    draft.put(BRIGHTNESS, Readings.percent(value, 0, scale(config)));
  }

  static Map<String, Object> effects(Config config) {
    List<String> effects = config.list("effect_list");
    return Blueprint.oneOf(effects);
  }
}
