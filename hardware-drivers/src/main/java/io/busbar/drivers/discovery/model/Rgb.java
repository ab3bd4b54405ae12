package io.busbar.drivers.discovery.model;

import java.util.Optional;
import java.util.regex.Pattern;

/** A colour in the forms that devices know; each part 0 to 255. */
public record Rgb(int red, int green, int blue) {
  private static final Pattern HEX = Pattern.compile("#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})");
  private static final int FULL = 255;

  public Rgb {
    red = clamped(red);
    green = clamped(green);
    blue = clamped(blue);
  }

  /** Reads {@code #RGB} or {@code #RRGGBB}, with or without the hash. */
  public static Optional<Rgb> parse(String text) {
    if (!HEX.matcher(text).matches()) {
      return Optional.empty();
    }
    String digits = text.startsWith("#") ? text.substring(1) : text;
    int step = digits.length() / 3;
    int scale = step == 1 ? 17 : 1;
    return Optional.of(
        new Rgb(
            scale * Integer.parseInt(digits.substring(0, step), 16),
            scale * Integer.parseInt(digits.substring(step, 2 * step), 16),
            scale * Integer.parseInt(digits.substring(2 * step), 16)));
  }

  /**
   * From hue, saturation and value.
   *
   * @param hue degrees, of any size
   * @param saturation 0 to 100
   * @param value 0 to 100
   */
  public static Rgb hsv(double hue, double saturation, double value) {
    double top = Percent.clamp(value) / 100;
    double chroma = top * Percent.clamp(saturation) / 100;
    double sector = ((hue % 360 + 360) % 360) / 60;
    double second = chroma * (1 - Math.abs(sector % 2 - 1));
    double low = top - chroma;
    return switch ((int) sector) {
      case 0 -> of(chroma + low, second + low, low);
      case 1 -> of(second + low, chroma + low, low);
      case 2 -> of(low, chroma + low, second + low);
      case 3 -> of(low, second + low, chroma + low);
      case 4 -> of(second + low, low, chroma + low);
      default -> of(chroma + low, low, second + low);
    };
  }

  /** The colour at a point of the CIE 1931 chart, as bright as it can be. */
  public static Rgb xy(double x, double y) {
    double height = Math.max(y, 1e-4);
    double tristimulusX = x / height;
    double tristimulusZ = (1 - x - height) / height;
    double red = 3.2406 * tristimulusX - 1.5372 - 0.4986 * tristimulusZ;
    double green = -0.9689 * tristimulusX + 1.8758 + 0.0415 * tristimulusZ;
    double blue = 0.0557 * tristimulusX - 0.2040 + 1.0570 * tristimulusZ;
    double most = Math.max(Math.max(red, green), Math.max(blue, 1e-4));
    return of(shown(red / most), shown(green / most), shown(blue / most));
  }

  /** As state and commands spell it (spec 9.2): {@code #RRGGBB}. */
  public String hex() {
    return "#%02X%02X%02X".formatted(red, green, blue);
  }

  /** Whole numbers: hue 0 to 359, saturation and value 0 to 100. */
  public int[] hsv() {
    int most = Math.max(red, Math.max(green, blue));
    int least = Math.min(red, Math.min(green, blue));
    double span = most - least;
    double hue = span == 0 ? 0 : 60 * sector(most, span);
    return new int[] {
      (int) Math.round((hue + 360) % 360) % 360,
      most == 0 ? 0 : (int) Math.round(100 * span / most),
      (int) Math.round(100.0 * most / FULL)
    };
  }

  private double sector(int most, double span) {
    if (most == red) {
      return (green - blue) / span;
    }
    return most == green ? 2 + (blue - red) / span : 4 + (red - green) / span;
  }

  /** Light as screens show it. */
  private static double shown(double linear) {
    double light = Math.max(0, linear);
    return light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
  }

  private static Rgb of(double red, double green, double blue) {
    return new Rgb(
        (int) Math.round(red * FULL),
        (int) Math.round(green * FULL),
        (int) Math.round(blue * FULL));
  }

  private static int clamped(int part) {
    return Math.max(0, Math.min(FULL, part));
  }
}
