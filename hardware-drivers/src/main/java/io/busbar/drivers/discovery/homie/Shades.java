package io.busbar.drivers.discovery.homie;

import io.busbar.drivers.discovery.model.Rgb;
import io.busbar.drivers.discovery.model.Values;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Colours as Homie writes them: {@code 255,0,0} up to 4, {@code rgb,255,0,0} in 5. */
final class Shades {
  private static final List<String> FORMS = List.of("rgb", "hsv", "xyz");

  private Shades() {}

  /** Reads a colour; its form is named in front of it, or by the format of the property. */
  static Optional<Rgb> read(Property property, String text) {
    String[] parts = text.toLowerCase(Locale.ROOT).split(",", 5);
    boolean named = FORMS.contains(parts[0]);
    String form = named ? parts[0] : form(property);
    List<Double> numbers =
        Arrays.stream(parts)
            .skip(named ? 1 : 0)
            .flatMap(part -> Values.number(part).stream())
            .toList();
    if (numbers.size() < (form.equals("xyz") ? 2 : 3)) {
      return Optional.empty();
    }
    double first = numbers.get(0);
    double second = numbers.get(1);
    return switch (form) {
      case "hsv" -> Optional.of(Rgb.hsv(first, second, numbers.get(2)));
      case "xyz" -> Optional.of(Rgb.xy(first, second));
      default -> Optional.of(new Rgb((int) first, (int) second, numbers.get(2).intValue()));
    };
  }

  /** Writes a colour in the form the property likes best. */
  static String write(Property property, Rgb color, boolean named) {
    String form = form(property);
    int[] parts =
        form.equals("hsv") ? color.hsv() : new int[] {color.red(), color.green(), color.blue()};
    String numbers = "%d,%d,%d".formatted(parts[0], parts[1], parts[2]);
    return named ? form + "," + numbers : numbers;
  }

  private static String form(Property property) {
    return property.choices().stream()
        .map(form -> form.toLowerCase(Locale.ROOT))
        .filter(form -> form.equals("rgb") || form.equals("hsv"))
        .findFirst()
        .orElse("rgb");
  }
}
