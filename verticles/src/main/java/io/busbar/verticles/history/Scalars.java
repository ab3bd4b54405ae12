package io.busbar.verticles.history;

import io.busbar.contracts.value.Fields;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what can be recorded in a state. Pure. */
final class Scalars {
  private static final String EXTRAS = "extras";
  private static final String SENSORS = "sensors";
  private static final int LONGEST_TEXT = 512;
  private static final int LONGEST_UNIT = 32;

  private Scalars() {}

  /** Takes what was found. */
  @FunctionalInterface
  interface Sink {
    /**
     * @param field the field of the state it stands in
     */
    void take(String field, String key, @Nullable Object value, @Nullable String unit);
  }

  /** Shows the sink the values of one top-level field: its own, or those of the sensors in it. */
  static void find(Fields state, String field, Sink sink) {
    Object value = state.get(field);
    if (!field.equals(EXTRAS)) {
      if (isScalar(value)) {
        sink.take(field, field, normal(value), null);
      }
      return;
    }
    Fields sensors = Fields.from(value).object(SENSORS);
    for (Map.Entry<String, @Nullable Object> entry : sensors.values().entrySet()) {
      Fields sensor = Fields.from(entry.getValue());
      Object reading = sensor.get("value");
      if (sensor.has("value") && isScalar(reading)) {
        sink.take(field, SENSORS + "." + entry.getKey(), normal(reading), unit(sensor));
      }
    }
  }

  private static boolean isScalar(@Nullable Object value) {
    return value == null
        || value instanceof String
        || value instanceof Boolean
        || (value instanceof Number number && Double.isFinite(number.doubleValue()));
  }

  private static @Nullable Object normal(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    return value instanceof String text ? cut(text) : value;
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST_TEXT) {
      return text;
    }
    int end = LONGEST_TEXT - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }

  private static @Nullable String unit(Fields sensor) {
    return sensor
        .text("unit")
        .filter(unit -> unit.length() <= LONGEST_UNIT)
        .filter(unit -> unit.chars().noneMatch(Character::isISOControl))
        .orElse(null);
  }
}
