package io.busbar.drivers.discovery.homeassistant.component;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A light whose one message each way is put together and taken apart by templates. */
final class TemplateLight {
  private static final String COMMAND = "command_topic";
  private static final String STATE = "state_topic";
  private static final String ON = "command_on_template";

  private TemplateLight() {}

  static void describe(Blueprint light) {
    Config config = light.config();
    String ignored = config.need(COMMAND);
    light.reads(
        STATE,
        "state_template",
        (value, draft) -> Blueprint.power(value, "on", "off", Light.POWER, draft));
    light.reads(
        STATE,
        "brightness_template",
        (value, draft) ->
            number(value).ifPresent(level -> Light.readBrightness(config, level, draft)));
    if (light.has("color_temp_template")) {
      light.reads(
          STATE,
          "color_temp_template",
          (value, draft) ->
              number(value).ifPresent(white -> Light.readWhite(config, white, draft)));
    }
    if (light.has("effect_template")) {
      light.readsText(STATE, "effect_template", Light.EFFECT);
    }
    if (light.has("red_template")) {
      readsColor(light);
    }
    orders(light);
  }

  private static void readsColor(Blueprint light) {
    Config config = light.config();
    var red = config.template("red_template");
    var green = config.template("green_template");
    var blue = config.template("blue_template");
    light.reads(
        STATE,
        false,
        (payload, draft) -> {
          Optional<Double> r = payload.through(red).flatMap(TemplateLight::number);
          Optional<Double> g = payload.through(green).flatMap(TemplateLight::number);
          Optional<Double> b = payload.through(blue).flatMap(TemplateLight::number);
          if (r.isPresent() && g.isPresent() && b.isPresent()) {
            draft.put(Light.COLOR, Colors.hex(r.get(), g.get(), b.get()));
          }
        });
  }

  private static void orders(Blueprint light) {
    Config config = light.config();
    light.order("turn_on", "On", sending -> on(sending, Map.of()));
    light.order("turn_off", "Off", TemplateLight::off);
    light.act("toggle", "On or off", TemplateLight::toggle);
    if (light.has("brightness_template")) {
      light.order(
          "set_brightness",
          "Brightness",
          "brightness",
          Blueprint.PERCENT,
          TemplateLight::brightness);
    }
    if (light.has("red_template")) {
      light.order("set_color", "Colour", "color", Light.COLORS, TemplateLight::color);
    }
    if (light.has("color_temp_template")) {
      light.order(
          "set_color_temperature",
          "White, in kelvin",
          "colorTemperature",
          Light.whites(config),
          sending -> on(sending, Map.of("color_temp", white(config, sending))));
    }
    if (light.has("effect_list")) {
      light.order(
          "set_effect",
          "Effect",
          "effect",
          Light.effects(config),
          sending -> on(sending, Map.of("effect", sending.text("effect"))));
    }
  }

  private static Number white(Config config, Sending sending) {
    return Light.white(config, sending.number("colorTemperature"));
  }

  private static void brightness(Sending sending) {
    double percent = sending.percent("brightness");
    if (percent == 0) {
      off(sending);
      return;
    }
    on(sending, Map.of("brightness", Readings.scaled(percent, 0, Light.scale(sending.config()))));
    sending.assume(STATE, Light.BRIGHTNESS, Math.round(percent));
  }

  private static void color(Sending sending) {
    int[] rgb = Colors.rgb(sending.text("color"));
    double[] hs = Colors.toHs(rgb);
    Map<String, @Nullable Object> color = new LinkedHashMap<>();
    color.put("red", (long) rgb[0]);
    color.put("green", (long) rgb[1]);
    color.put("blue", (long) rgb[2]);
    color.put("hue", hs[0]);
    color.put("sat", hs[1]);
    on(sending, color);
    sending.assume(STATE, Light.COLOR, Colors.hex(rgb[0], rgb[1], rgb[2]));
  }

  private static void toggle(Sending sending) {
    if (Boolean.TRUE.equals(sending.state().get(Light.POWER))) {
      off(sending);
    } else {
      on(sending, Map.of());
    }
  }

  private static void on(Sending sending, Map<String, ? extends @Nullable Object> more) {
    Map<String, @Nullable Object> variables = new LinkedHashMap<>(more);
    variables.put("state", "on");
    sending.render(COMMAND, ON, variables, "on");
    sending.assume(STATE, Light.POWER, true);
  }

  private static void off(Sending sending) {
    sending.render(COMMAND, "command_off_template", Map.of("state", "off"), "off");
    sending.assume(STATE, Light.POWER, false);
  }

  private static Optional<Double> number(String value) {
    return Optional.ofNullable(Readings.number(value));
  }
}
