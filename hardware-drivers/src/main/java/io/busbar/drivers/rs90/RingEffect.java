package io.busbar.drivers.rs90;

import io.busbar.kit.Call;
import io.busbar.kit.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The effects of the ring of lights, as remotes take them (spec 8.1). */
final class RingEffect {
  static final String OFF = "off";
  static final List<String> NAMES =
      List.of(
          OFF,
          "solidColor",
          "strobeFlash",
          "breathingPulse",
          "rainbowCycle",
          "rainbowChase",
          "colorWave",
          "theaterMarch",
          "colorSweep",
          "sparkleBurst",
          "twinkleStars",
          "cometTrail",
          "dualFlash",
          "policeSiren",
          "fireFlicker",
          "randomBurst",
          "bouncingBeam",
          "splitTone",
          "gradientFlow",
          "scannerSweep",
          "pulseExpand",
          "colorSequence",
          "runningLights",
          "spinnerGlow");

  private static final String COLOR = "^#?[0-9A-Fa-f]{6}$";
  private static final Pattern COLOR_PATTERN = Pattern.compile(COLOR);
  private static final int MAX_COLORS = 32;
  private static final int MAX = 1_000;
  private static final int MAX_MILLIS = 600_000;
  private static final int DAY = 86_400;
  private static final List<String> COLORS = List.of("color", "color1", "color2");
  private static final Map<String, int[]> NUMBERS = numbers();

  private RingEffect() {}

  /** What the command takes, as the properties of a JSON schema. */
  static Map<String, Object> schema() {
    Map<String, Object> color = Map.of("type", "string", "pattern", COLOR);
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("effect", Map.of("type", "string", "enum", NAMES));
    COLORS.forEach(name -> schema.put(name, color));
    schema.put("colors", Map.of("type", "array", "items", color, "maxItems", MAX_COLORS));
    NUMBERS.forEach(
        (name, range) ->
            schema.put(name, Map.of("type", "integer", "minimum", range[0], "maximum", range[1])));
    return schema;
  }

  /**
   * The effect a command asks for.
   *
   * @throws Failure when the remote would not know it
   */
  static Map<String, Object> of(Call call) {
    String name = call.text("effect");
    if (!NAMES.contains(name)) {
      throw new Failure("no effect '%s'; there are %s".formatted(name, String.join(", ", NAMES)));
    }
    Map<String, Object> effect = new LinkedHashMap<>(Map.of("effect", name));
    for (String color : COLORS) {
      if (call.payload().get(color) != null) {
        effect.put(color, color(call.payload().get(color)));
      }
    }
    if (call.payload().get("colors") instanceof List<?> colors) {
      effect.put("colors", colors(colors));
    }
    NUMBERS.forEach(
        (number, range) -> {
          if (call.payload().get(number) != null) {
            effect.put(number, call.integer(number, range[0], range[1]));
          }
        });
    return effect;
  }

  private static String colors(List<?> colors) {
    if (colors.size() > MAX_COLORS) {
      throw new Failure("'colors' has more than %d colours".formatted(MAX_COLORS));
    }
    List<String> written = new ArrayList<>();
    colors.forEach(color -> written.add(color(color)));
    return String.join(",", written);
  }

  private static String color(@Nullable Object value) {
    if (value instanceof String text && COLOR_PATTERN.matcher(text).matches()) {
      return text.replace("#", "").toUpperCase(Locale.ROOT);
    }
    throw new Failure("a colour must be six hex digits, like FF8800");
  }

  private static Map<String, int[]> numbers() {
    Map<String, int[]> numbers = new LinkedHashMap<>();
    numbers.put("speed", new int[] {1, MAX_MILLIS});
    numbers.put("repeatCount", new int[] {-1, MAX});
    numbers.put("durationSeconds", new int[] {-1, DAY});
    numbers.put("duration", new int[] {0, MAX_MILLIS});
    for (String count :
        List.of("steps", "waveWidth", "spacing", "density", "tailLength", "numDots")) {
      numbers.put(count, new int[] {0, MAX});
    }
    return numbers;
  }
}
