package io.busbar.drivers.discovery.template;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts with places for values, as in C: {@code %02x}, {@code %.1f}, {@code %s}. */
final class Printf {
  private static final Pattern PLACE =
      Pattern.compile("%([-+ 0#]{0,3})([0-9]{0,2})(?:\\.([0-9]{1,2}))?([a-zA-Z%])");

  private Printf() {}

  static String format(Evaluation run, String format, Arguments values) {
    Matcher places = PLACE.matcher(format);
    StringBuilder out = new StringBuilder();
    int from = 0;
    int index = 0;
    while (places.find()) {
      out.append(format, from, places.start());
      boolean percent = places.group(4).equals("%");
      out.append(percent ? "%" : one(run, places, values.need(index++, "value")));
      run.text(out.length());
      from = places.end();
    }
    return out.append(format.substring(from)).toString();
  }

  private static String one(Evaluation run, Matcher place, @Nullable Object value) {
    String precision = place.group(3) == null ? "" : "." + place.group(3);
    String flags = place.group(1).replace(" ", "").replace("+", "");
    String width = place.group(2);
    boolean zeros = flags.contains("0") && !flags.contains("-") && !width.isEmpty();
    boolean left = flags.contains("-") && !width.isEmpty();
    String layout = "%" + (zeros ? "0" : left ? "-" : "") + width;
    return switch (place.group(4)) {
      case "d", "i" -> put(layout + "d", Values.number(value).longValue());
      case "x", "X" -> put(layout + place.group(4), Values.number(value).longValue());
      case "f", "F" -> put(layout + precision + "f", rounded(value, place.group(3)));
      case "s" -> put(layout.replace("%0", "%") + precision + "s", Values.text(run, value));
      default -> throw Trouble.value("'%s' is no format".formatted(place.group()));
    };
  }

  /** Halves to even, as Python rounds. */
  private static BigDecimal rounded(@Nullable Object value, @Nullable String digits) {
    Double number = Numbers.read(Values.number(value));
    int scale = digits == null ? 6 : Integer.parseInt(digits);
    return new BigDecimal(number == null ? 0 : number).setScale(scale, RoundingMode.HALF_EVEN);
  }

  private static String put(String layout, Object value) {
    return String.format(Locale.ROOT, layout, value);
  }
}
