package io.busbar.bridge.surface.homeassistant.model;

import io.busbar.bridge.surface.homeassistant.model.Services.Step;
import io.busbar.bridge.surface.homeassistant.model.Services.Target;
import io.busbar.contracts.value.Fields;
import java.util.ArrayList;
import java.util.List;

/** {@code light.turn_on} with brightness and colour. */
final class LightMeaning {
  private static final double BRIGHTEST = 255;
  private static final int COLOR_PARTS = 3;
  private static final double MIREDS = 1_000_000;

  private LightMeaning() {}

  static List<Step> turnOn(Target target, Fields sent) {
    List<Step> steps = new ArrayList<>();
    boolean dark = !target.isOn();
    if (dark || !isNarrowed(sent)) {
      steps.addAll(Meanings.plain(target, "turn_on"));
    }
    if (sent.has("rgb_color")) {
      steps.addAll(Meanings.value(target, "set_color", "color", hex(sent.list("rgb_color"))));
    }
    kelvin(target, sent, steps);
    brightness(target, sent, steps);
    return steps;
  }

  private static boolean isNarrowed(Fields sent) {
    return sent.first(
            "brightness",
            "brightness_pct",
            "rgb_color",
            "color_temp",
            "color_temp_kelvin",
            "kelvin")
        != null;
  }

  private static void brightness(Target target, Fields sent, List<Step> steps) {
    if (sent.has("brightness_pct")) {
      long percent = Math.round(Sent.number(sent, "brightness_pct", 0, 100));
      steps.addAll(Meanings.value(target, "set_brightness", "brightness", percent));
    } else if (sent.has("brightness")) {
      long percent = Math.round(Sent.number(sent, "brightness", 0, BRIGHTEST) * 100 / BRIGHTEST);
      steps.addAll(Meanings.value(target, "set_brightness", "brightness", percent));
    }
  }

  private static void kelvin(Target target, Fields sent, List<Step> steps) {
    double kelvin = 0;
    if (sent.has("color_temp_kelvin")) {
      kelvin = Sent.number(sent, "color_temp_kelvin", 1000, 20_000);
    } else if (sent.has("kelvin")) {
      kelvin = Sent.number(sent, "kelvin", 1000, 20_000);
    } else if (sent.has("color_temp")) {
      kelvin = MIREDS / Sent.number(sent, "color_temp", 50, 1000);
    }
    if (kelvin > 0) {
      steps.addAll(
          Meanings.value(target, "set_color_temperature", "colorTemperature", Math.round(kelvin)));
    }
  }

  private static String hex(List<?> rgb) {
    Sent.requireAll(rgb.size() == COLOR_PARTS, "rgb_color has three numbers from 0 to 255.");
    StringBuilder hex = new StringBuilder("#");
    for (Object part : rgb) {
      Fields one = Fields.of("rgb_color", part);
      hex.append("%02X".formatted(Sent.whole(one, "rgb_color", 0, BRIGHTEST)));
    }
    return hex.toString();
  }
}
