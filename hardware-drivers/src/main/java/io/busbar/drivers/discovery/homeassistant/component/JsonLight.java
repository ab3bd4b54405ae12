package io.busbar.drivers.discovery.homeassistant.component;

import io.busbar.contracts.value.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A light that is told everything in one JSON object. */
final class JsonLight {
  private static final String COMMAND = "command_topic";
  private static final String STATE = "state_topic";
  private static final Set<String> COLORED = Set.of("hs", "xy", "rgb", "rgbw", "rgbww");
  private static final Map<String, Object> EXTRAS = Map.of("transition", Blueprint.range(0, 3_600));

  private JsonLight() {}

  static void describe(Blueprint light) {
    Config config = light.config();
    String ignored = config.need(COMMAND);
    light.reads(STATE, false, (payload, draft) -> read(config, payload.object(), draft));
    light.order("turn_on", "On", EXTRAS, sending -> set(sending, Map.of()));
    light.order("turn_off", "Off", EXTRAS, JsonLight::off);
    light.act("toggle", "On or off", JsonLight::toggle);
    List<String> modes = config.list("supported_color_modes");
    if (config.flag("brightness") || modes.stream().anyMatch(mode -> !mode.equals("onoff"))) {
      light.order(
          "set_brightness", "Brightness", "brightness", Blueprint.PERCENT, JsonLight::brightness);
    }
    String model = model(config, modes);
    if (!model.isEmpty()) {
      light.order("set_color", "Colour", "color", Light.COLORS, sending -> color(sending, model));
    }
    if (config.flag("color_temp") || modes.contains("color_temp")) {
      light.order(
          "set_color_temperature",
          "White, in kelvin",
          "colorTemperature",
          Light.whites(config),
          JsonLight::white);
    }
    if (config.flag("effect") || light.has("effect_list")) {
      light.order(
          "set_effect",
          "Effect",
          "effect",
          Light.effects(config),
          sending -> set(sending, Map.of("effect", sending.text("effect"))));
    }
  }

  private static String model(Config config, List<String> modes) {
    for (String mode : modes) {
      if (COLORED.contains(mode)) {
        return mode.startsWith("rgb") ? "rgb" : mode;
      }
    }
    for (String mode : new String[] {"hs", "xy", "rgb"}) {
      if (config.flag(mode)) {
        return mode;
      }
    }
    return "";
  }

  private static void read(Config config, Fields state, Draft draft) {
    state
        .text("state")
        .map(power -> power.toUpperCase(Locale.ROOT))
        .filter(power -> power.equals("ON") || power.equals("OFF"))
        .ifPresent(power -> draft.put(Light.POWER, power.equals("ON")));
    if (state.get("brightness") instanceof Number level) {
      Light.readBrightness(config, level.doubleValue(), draft);
    }
    if (state.get("color_temp") instanceof Number white) {
      Light.readWhite(config, white.doubleValue(), draft);
    }
    Colors.read(state.object("color")).ifPresent(color -> draft.put(Light.COLOR, color));
    if (state.has("effect")) {
      draft.put(Light.EFFECT, state.text("effect").orElse(null));
    }
    state.text("color_mode").ifPresent(mode -> draft.put("extras.colorMode", mode));
  }

  private static void off(Sending sending) {
    Map<String, @Nullable Object> command = begun(sending, "OFF");
    sending.publishJson(COMMAND, command);
    sending.assume(STATE, Light.POWER, false);
  }

  private static void toggle(Sending sending) {
    if (Boolean.TRUE.equals(sending.state().get(Light.POWER))) {
      off(sending);
    } else {
      set(sending, Map.of());
    }
  }

  private static void brightness(Sending sending) {
    double percent = sending.percent("brightness");
    if (percent == 0) {
      off(sending);
      return;
    }
    Number level = Readings.scaled(percent, 0, Light.scale(sending.config()));
    set(sending, Map.of("brightness", level));
    sending.assume(STATE, Light.BRIGHTNESS, Math.round(percent));
  }

  private static void white(Sending sending) {
    double kelvin = sending.number("colorTemperature");
    set(sending, Map.of("color_temp", Light.white(sending.config(), kelvin)));
    sending.assume(STATE, Light.KELVIN, Math.round(kelvin));
  }

  private static void color(Sending sending, String model) {
    int[] rgb = Colors.rgb(sending.text("color"));
    Map<String, Object> color = new LinkedHashMap<>();
    if (model.equals("rgb")) {
      color.put("r", rgb[0]);
      color.put("g", rgb[1]);
      color.put("b", rgb[2]);
    } else {
      boolean hs = model.equals("hs");
      double[] pair = hs ? Colors.toHs(rgb) : Colors.toXy(rgb);
      color.put(hs ? "h" : "x", pair[0]);
      color.put(hs ? "s" : "y", pair[1]);
    }
    set(sending, Map.of("color", color));
    sending.assume(STATE, Light.COLOR, Colors.hex(rgb[0], rgb[1], rgb[2]));
  }

  private static void set(Sending sending, Map<String, Object> more) {
    Map<String, @Nullable Object> command = begun(sending, "ON");
    command.putAll(more);
    sending.publishJson(COMMAND, command);
    sending.assume(STATE, Light.POWER, true);
  }

  private static Map<String, @Nullable Object> begun(Sending sending, String state) {
    Map<String, @Nullable Object> command = new LinkedHashMap<>();
    command.put("state", state);
    if (sending.given("transition") instanceof Number transition) {
      command.put("transition", transition);
    }
    return command;
  }
}
