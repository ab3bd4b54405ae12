package io.busbar.verticles.programs;

import dev.cel.common.values.NullValue;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.programs.model.Expression.Scope;
import java.math.BigInteger;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A scope as CEL reads it: a bounded copy, in which what is too long is not there. */
final class CelScope {
  static final int MAX_TEXT = 1_000;
  static final int MAX_VALUES = 500;
  static final Set<String> NOW_FIELDS =
      new TreeSet<>(
          Set.of("year", "month", "day", "hour", "minute", "second", "weekday", "date", "time"));
  private static final int MAX_DEPTH = 16;
  private static final int SHORT_DAY = 3;
  private static final int HOUR_AND_MINUTE = 5;

  private int left = MAX_VALUES;

  private CelScope() {}

  static Map<String, Object> of(Set<DeviceId> devices, Scope scope) {
    Map<String, Object> states = new LinkedHashMap<>();
    devices.forEach(id -> states.put(id.value(), copyOf(scope.states().apply(id))));
    return Map.of(
        CelNames.DEVICES,
        states,
        CelNames.VARS,
        copyOf(scope.variables().without(CelNames.TRIGGER)),
        CelNames.TRIGGER,
        copyOf(scope.variables().object(CelNames.TRIGGER)),
        CelNames.NOW,
        nowOf(scope.now()));
  }

  private static Map<String, Object> nowOf(ZonedDateTime now) {
    String weekday = now.getDayOfWeek().name().toLowerCase(Locale.ROOT);
    return Map.of(
        "year", (long) now.getYear(),
        "month", (long) now.getMonthValue(),
        "day", (long) now.getDayOfMonth(),
        "hour", (long) now.getHour(),
        "minute", (long) now.getMinute(),
        "second", (long) now.getSecond(),
        "weekday", weekday.substring(0, SHORT_DAY),
        "date", now.toLocalDate().toString(),
        "time", now.toLocalTime().toString().substring(0, HOUR_AND_MINUTE));
  }

  private static Map<String, Object> copyOf(Fields fields) {
    return new CelScope().copy(fields.values(), 0);
  }

  private Map<String, Object> copy(Map<?, ?> map, int depth) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          Object seen = seen(value, depth);
          if (seen != null) {
            copy.put(String.valueOf(key), seen);
          }
        });
    return copy;
  }

  /** A value as CEL knows it; null when it cannot be shown. */
  private @Nullable Object seen(@Nullable Object value, int depth) {
    if (--left < 0 || depth > MAX_DEPTH) {
      return null;
    }
    if (value == null) {
      return NullValue.NULL_VALUE;
    }
    if (value instanceof Map<?, ?> map) {
      return copy(map, depth + 1);
    }
    if (value instanceof List<?> list) {
      return copy(list, depth + 1);
    }
    if (value instanceof Number number) {
      return isWhole(number) ? (Object) number.longValue() : (Object) number.doubleValue();
    }
    if (value instanceof String text) {
      return text.length() > MAX_TEXT ? null : text;
    }
    return value instanceof Boolean ? value : null;
  }

  private List<Object> copy(List<?> list, int depth) {
    List<Object> copy = new ArrayList<>();
    for (Object item : list) {
      Object seen = seen(item, depth);
      if (seen != null) {
        copy.add(seen);
      }
    }
    return copy;
  }

  private static boolean isWhole(Number number) {
    return number instanceof Integer
        || number instanceof Long
        || (number instanceof BigInteger big && big.bitLength() < Long.SIZE);
  }
}
