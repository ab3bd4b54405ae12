package io.busbar.verticles.states;

import io.busbar.contracts.value.Fields;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Brings well-known fields into their one form (spec 9.2): percentages are clamped, {@code "on"} is
 * true, {@code #RGB} becomes {@code #RRGGBB}, numbers sent as text are numbers. Anything else stays
 * as the driver said it.
 */
final class StateNormal {
  private static final Set<String> PERCENT =
      Set.of("brightness", "volume", "position", "battery", "humidity");
  private static final Set<String> NUMBER =
      Set.of("colorTemperature", "temperature", "targetTemperature");
  private static final Set<String> BOOLEAN =
      Set.of("power", "muted", "motion", "locked", "alarm", "shuffle");
  private static final Pattern SHORT_COLOR = Pattern.compile("#[0-9a-fA-F]{3}");
  private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,15}(\\.\\d{1,15})?");

  private StateNormal() {}

  static Fields of(Fields patch) {
    Map<String, @Nullable Object> normal = null;
    for (Map.Entry<String, @Nullable Object> entry : patch.values().entrySet()) {
      Object value = normal(entry.getKey(), entry.getValue());
      if (value != entry.getValue()) {
        normal = normal == null ? new LinkedHashMap<>(patch.values()) : normal;
        normal.put(entry.getKey(), value);
      }
    }
    return normal == null ? patch : new Fields(normal);
  }

  private static @Nullable Object normal(String field, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (PERCENT.contains(field)) {
      return clamped(number(value));
    }
    if (NUMBER.contains(field)) {
      return number(value);
    }
    if (BOOLEAN.contains(field)) {
      return truth(value);
    }
    return "color".equals(field) && value instanceof String color ? color(color) : value;
  }

  private static Object number(Object value) {
    if (value instanceof String text && DECIMAL.matcher(text).matches()) {
      return text.contains(".") ? (Object) Double.valueOf(text) : (Object) Long.valueOf(text);
    }
    return value;
  }

  private static Object clamped(Object value) {
    if (!(value instanceof Number number)) {
      return value;
    }
    if (number.doubleValue() < 0) {
      return 0;
    }
    return number.doubleValue() > 100 ? 100 : value;
  }

  private static Object truth(Object value) {
    return switch (value.toString().toLowerCase(Locale.ROOT)) {
      case "on", "1", "1.0", "true" -> true;
      case "off", "0", "0.0", "false" -> false;
      default -> value;
    };
  }

  private static String color(String color) {
    if (!SHORT_COLOR.matcher(color).matches()) {
      return color;
    }
    StringBuilder full = new StringBuilder("#");
    color.chars().skip(1).forEach(digit -> full.append((char) digit).append((char) digit));
    return full.toString();
  }
}
