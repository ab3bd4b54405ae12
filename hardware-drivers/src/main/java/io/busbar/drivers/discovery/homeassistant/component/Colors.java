package io.busbar.drivers.discovery.homeassistant.component;

import io.busbar.contracts.value.Fields;
import io.busbar.kit.Failure;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Colours as {@code #RRGGBB} and in the ways of lamps. */
final class Colors {
  private static final Pattern HEX = Pattern.compile("#[0-9a-fA-F]{6}");
  private static final double FULL = 255;

  private Colors() {}

  /** Red, green and blue, 0 to 255, of a colour in hex. */
  static int[] rgb(String color) {
    String hex = color.startsWith("#") ? color : "#" + color;
    if (!HEX.matcher(hex).matches()) {
      throw new Failure("'color' must be like #RRGGBB");
    }
    int value = Integer.parseInt(hex.substring(1), 16);
    return new int[] {value >> 16, (value >> 8) & 0xff, value & 0xff};
  }

  static String hex(double red, double green, double blue) {
    return "#%02X%02X%02X".formatted(channel(red), channel(green), channel(blue));
  }

  private static int channel(double value) {
    return (int) Math.round(Math.min(FULL, Math.max(0, value)));
  }

  /** From numbers with commas in one of the models rgb, hs, xy. */
  static Optional<String> read(String model, String text) {
    String[] parts = text.split(",", -1);
    double[] numbers = new double[parts.length];
    for (int i = 0; i < parts.length; i++) {
      Double number = Readings.number(parts[i]);
      if (number == null) {
        return Optional.empty();
      }
      numbers[i] = number;
    }
    boolean rgb = model.equals("rgb") && numbers.length >= 3;
    if (rgb) {
      return Optional.of(hex(numbers[0], numbers[1], numbers[2]));
    }
    if (model.equals("rgb") || numbers.length != 2) {
      return Optional.empty();
    }
    return Optional.of(
        model.equals("hs") ? fromHs(numbers[0], numbers[1]) : fromXy(numbers[0], numbers[1]));
  }

  /** From an object with r, g, b or h, s or x, y. */
  static Optional<String> read(Fields color) {
    if (color.has("r") && color.has("g") && color.has("b")) {
      return read("rgb", joined(color, "r", "g", "b"));
    }
    if (color.has("h") && color.has("s")) {
      return read("hs", joined(color, "h", "s"));
    }
    return color.has("x") && color.has("y")
        ? read("xy", joined(color, "x", "y"))
        : Optional.empty();
  }

  private static String joined(Fields color, String... names) {
    StringBuilder joined = new StringBuilder();
    for (String name : names) {
      Object value = color.get(name);
      joined.append(joined.isEmpty() ? "" : ",").append(plain(value));
    }
    return joined.toString();
  }

  private static String plain(@Nullable Object value) {
    return value instanceof Number number ? String.valueOf(number) : "none";
  }

  static String fromHs(double hue, double saturation) {
    double sector = ((hue % 360) + 360) % 360 / 60;
    double full = FULL;
    double least = full * (1 - Math.min(100, Math.max(0, saturation)) / 100);
    double part = (full - least) * (1 - Math.abs(sector % 2 - 1)) + least;
    return switch ((int) sector) {
      case 0 -> hex(full, part, least);
      case 1 -> hex(part, full, least);
      case 2 -> hex(least, full, part);
      case 3 -> hex(least, part, full);
      case 4 -> hex(part, least, full);
      default -> hex(full, least, part);
    };
  }

  /** Hue 0 to 360 and saturation 0 to 100. */
  static double[] toHs(int[] rgb) {
    double max = Math.max(rgb[0], Math.max(rgb[1], rgb[2]));
    double min = Math.min(rgb[0], Math.min(rgb[1], rgb[2]));
    double span = max - min;
    if (span == 0) {
      return new double[] {0, 0};
    }
    double sector;
    if (max == rgb[0]) {
      sector = (rgb[1] - rgb[2]) / span;
    } else if (max == rgb[1]) {
      sector = 2 + (rgb[2] - rgb[0]) / span;
    } else {
      sector = 4 + (rgb[0] - rgb[1]) / span;
    }
    double hue = (sector * 60 + 360) % 360;
    return new double[] {rounded(hue, 100), rounded(span / max * 100, 100)};
  }

  /** The brightest colour of a point of the CIE 1931 diagram. */
  static String fromXy(double x, double y) {
    double third = 1 - x - y;
    double height = y <= 0 ? 1e-6 : y;
    double tristimulusX = x / height;
    double tristimulusZ = third / height;
    double red = tristimulusX * 3.2404542 - 1.5371385 - tristimulusZ * 0.4985314;
    double green = -tristimulusX * 0.969266 + 1.8760108 + tristimulusZ * 0.041556;
    double blue = tristimulusX * 0.0556434 - 0.2040259 + tristimulusZ * 1.0572252;
    double most = Math.max(red, Math.max(green, blue));
    double scale = most <= 0 ? 0 : 1 / most;
    return hex(curved(red * scale), curved(green * scale), curved(blue * scale));
  }

  static double[] toXy(int[] rgb) {
    double red = straight(rgb[0] / FULL);
    double green = straight(rgb[1] / FULL);
    double blue = straight(rgb[2] / FULL);
    double x = red * 0.4124564 + green * 0.3575761 + blue * 0.1804375;
    double y = red * 0.2126729 + green * 0.7151522 + blue * 0.072175;
    double z = red * 0.0193339 + green * 0.119192 + blue * 0.9503041;
    double sum = x + y + z;
    return sum == 0
        ? new double[] {0.3127, 0.329}
        : new double[] {rounded(x / sum, 10_000), rounded(y / sum, 10_000)};
  }

  private static double curved(double linear) {
    double light = Math.max(0, linear);
    return FULL * (light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055);
  }

  private static double straight(double value) {
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  private static double rounded(double value, double steps) {
    return Math.rint(value * steps) / steps;
  }
}
