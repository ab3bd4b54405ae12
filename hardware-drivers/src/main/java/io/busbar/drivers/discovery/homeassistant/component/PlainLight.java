package io.busbar.drivers.discovery.homeassistant.component;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/** A light with a topic for each thing that can be set. */
final class PlainLight {
  private static final String COMMAND = "command_topic";
  private static final String STATE = "state_topic";

  private PlainLight() {}

  static void describe(Blueprint light) {
    Config config = light.config();
    String template = light.has("state_value_template") ? "state_value_template" : "value_template";
    light.readsPower(STATE, template, Light.POWER);
    light.reads(
        "brightness_state_topic",
        "brightness_value_template",
        (value, draft) -> number(value, number -> Light.readBrightness(config, number, draft)));
    light.reads(
        "color_temp_state_topic",
        "color_temp_value_template",
        (value, draft) -> number(value, number -> Light.readWhite(config, number, draft)));
    light.readsText("effect_state_topic", "effect_value_template", Light.EFFECT);
    for (String model : new String[] {"rgb", "hs", "xy"}) {
      light.reads(
          model + "_state_topic",
          model + "_value_template",
          (value, draft) ->
              Colors.read(model, value).ifPresent(color -> draft.put(Light.COLOR, color)));
    }
    orders(light);
  }

  private static void orders(Blueprint light) {
    Config config = light.config();
    light.switches(STATE, Light.POWER);
    if (light.has("brightness_command_topic")) {
      light.order(
          "set_brightness", "Brightness", "brightness", Blueprint.PERCENT, PlainLight::brightness);
    }
    model(config)
        .ifPresent(
            model ->
                light.order(
                    "set_color",
                    "Colour",
                    "color",
                    Light.COLORS,
                    sending -> color(sending, model)));
    if (light.has("color_temp_command_topic")) {
      light.order(
          "set_color_temperature",
          "White, in kelvin",
          "colorTemperature",
          Light.whites(config),
          sending -> white(sending, config));
    }
    if (light.has("effect_command_topic")) {
      light.order(
          "set_effect",
          "Effect",
          "effect",
          Light.effects(config),
          sending -> {
            String effect = sending.text("effect");
            around(
                sending,
                () -> sending.publish("effect_command_topic", "effect_command_template", effect));
            sending.assume("effect_state_topic", Light.EFFECT, effect);
          });
    }
  }

  private static void brightness(Sending sending) {
    double percent = sending.percent("brightness");
    Config config = sending.config();
    if (percent == 0) {
      sending.publish(COMMAND, config.payload("payload_off", "OFF").orElse("OFF"));
      sending.assume(STATE, Light.POWER, false);
      return;
    }
    Number level = Readings.scaled(percent, 0, Light.scale(config));
    around(
        sending,
        () -> sending.publish("brightness_command_topic", "brightness_command_template", level));
    sending.assume("brightness_state_topic", Light.BRIGHTNESS, Math.round(percent));
  }

  private static void white(Sending sending, Config config) {
    double kelvin = sending.number("colorTemperature");
    Number white = Light.white(config, kelvin);
    around(
        sending,
        () -> sending.publish("color_temp_command_topic", "color_temp_command_template", white));
    sending.assume("color_temp_state_topic", Light.KELVIN, Math.round(kelvin));
  }

  private static Optional<String> model(Config config) {
    for (String model : new String[] {"rgb", "hs", "xy"}) {
      if (config.has(model + "_command_topic")) {
        return Optional.of(model);
      }
    }
    return Optional.empty();
  }

  private static void color(Sending sending, String model) {
    int[] rgb = Colors.rgb(sending.text("color"));
    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    String plain;
    if (model.equals("rgb")) {
      variables.put("red", (long) rgb[0]);
      variables.put("green", (long) rgb[1]);
      variables.put("blue", (long) rgb[2]);
      plain = "%d,%d,%d".formatted(rgb[0], rgb[1], rgb[2]);
    } else {
      boolean hs = model.equals("hs");
      double[] pair = hs ? Colors.toHs(rgb) : Colors.toXy(rgb);
      variables.put(hs ? "hue" : "x", pair[0]);
      variables.put(hs ? "sat" : "y", pair[1]);
      plain = pair[0] + "," + pair[1];
    }
    around(
        sending,
        () ->
            sending.render(
                model + "_command_topic", model + "_command_template", variables, plain));
    sending.assume(model + "_state_topic", Light.COLOR, Colors.hex(rgb[0], rgb[1], rgb[2]));
  }

  /** Turns on a light that knows brightness only: as bright as it was. */
  static void onByBrightness(Sending sending) {
    Object known = sending.state().get(Light.BRIGHTNESS);
    double before = known instanceof Number number ? number.doubleValue() : 0;
    double percent = before > 0 ? before : 100;
    Number level = Readings.scaled(percent, 0, Light.scale(sending.config()));
    sending.publish("brightness_command_topic", "brightness_command_template", level);
  }

  /** Turns it on before or after what is set, as the device wants it. */
  private static void around(Sending sending, Runnable set) {
    String type = sending.config().text("on_command_type").orElse("last");
    String on = sending.config().payload("payload_on", "ON").orElse("ON");
    if (type.equals("first")) {
      sending.publish(COMMAND, on);
    }
    set.run();
    if (type.equals("last")) {
      sending.publish(COMMAND, on);
    }
    sending.assume(STATE, Light.POWER, true);
  }

  private static void number(String value, DoubleConsumer use) {
    Double number = Readings.number(value);
    if (number != null) {
      use.accept(number);
    }
  }
}
