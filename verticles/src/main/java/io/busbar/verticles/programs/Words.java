package io.busbar.verticles.programs;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How people write numbers, times, days and durations. Each answers null for what is none. */
final class Words {
  private static final Pattern TIME =
      Pattern.compile("(\\d{1,2}):(\\d{2})(?::(\\d{2}))?\\s*(am|pm)?");
  private static final Pattern SPAN =
      Pattern.compile("(-?\\d{1,9}(?:\\.\\d{1,6})?)\\s*(ms|s|m|h)?");
  private static final Map<String, Integer> UNITS =
      Map.of("ms", 1, "s", 1_000, "m", 60_000, "h", 3_600_000);
  private static final Set<DayOfWeek> ALL = Set.of(DayOfWeek.values());
  private static final Set<DayOfWeek> WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

  private Words() {}

  static String plain(String word) {
    return word.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
  }

  static @Nullable Double number(@Nullable Object value) {
    if (value instanceof Number number) {
      return Double.isFinite(number.doubleValue()) ? (Double) number.doubleValue() : null;
    }
    if (value instanceof String text && text.strip().matches("-?\\d{1,15}(\\.\\d{1,9})?")) {
      return Double.valueOf(text.strip());
    }
    return null;
  }

  static @Nullable Boolean flag(@Nullable Object value) {
    return switch (plain(String.valueOf(value))) {
      case "true", "on", "yes", "1" -> true;
      case "false", "off", "no", "0" -> false;
      default -> null;
    };
  }

  static @Nullable Duration duration(@Nullable Object value) {
    String text = String.valueOf(value).strip();
    try {
      if (text.startsWith("P") || text.startsWith("p") || text.startsWith("-P")) {
        return Duration.parse(text);
      }
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
    Matcher span = SPAN.matcher(text.toLowerCase(Locale.ROOT));
    if (!span.matches()) {
      return null;
    }
    int unit = span.group(2) == null ? 1_000 : UNITS.getOrDefault(span.group(2), 1_000);
    return Duration.ofMillis(Math.round(Double.parseDouble(span.group(1)) * unit));
  }

  static @Nullable LocalTime time(@Nullable Object value) {
    Matcher time = TIME.matcher(String.valueOf(value).strip().toLowerCase(Locale.ROOT));
    if (!time.matches()) {
      return null;
    }
    int hour = Integer.parseInt(time.group(1));
    String half = time.group(4);
    if (half != null && (hour < 1 || hour > 12)) {
      return null;
    }
    int seconds = time.group(3) == null ? 0 : Integer.parseInt(time.group(3));
    try {
      return LocalTime.of(hourOf(hour, half), Integer.parseInt(time.group(2)), seconds);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static int hourOf(int hour, @Nullable String half) {
    return half == null ? hour : hour % 12 + ("pm".equals(half) ? 12 : 0);
  }

  /** The days of a list or of a text; empty when there is one it does not know. */
  static Set<DayOfWeek> days(@Nullable Object value) {
    List<Object> items = new ArrayList<>();
    if (value instanceof List<?> list) {
      items.addAll(list);
    } else {
      items.addAll(Arrays.asList(String.valueOf(value).split("[,;]\\s*")));
    }
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (Object item : items) {
      Set<DayOfWeek> named = daysOf(plain(String.valueOf(item)));
      if (named.isEmpty()) {
        return Set.of();
      }
      days.addAll(named);
    }
    return Set.copyOf(days);
  }

  private static Set<DayOfWeek> daysOf(String word) {
    return switch (word) {
      case "daily", "all", "every_day", "everyday" -> ALL;
      case "weekend", "weekends" -> WEEKEND;
      case "weekdays", "workdays", "working_days" -> EnumSet.complementOf(EnumSet.copyOf(WEEKEND));
      default -> range(word.split("_", -1));
    };
  }

  private static Set<DayOfWeek> range(String[] ends) {
    DayOfWeek first = day(ends[0]);
    DayOfWeek last = day(ends[ends.length - 1]);
    if (first == null || last == null || ends.length > 2) {
      return Set.of();
    }
    Set<DayOfWeek> days = EnumSet.of(first);
    for (DayOfWeek day = first; day != last; day = day.plus(1)) {
      days.add(day.plus(1));
    }
    return days;
  }

  private static @Nullable DayOfWeek day(String word) {
    for (DayOfWeek day : DayOfWeek.values()) {
      String name = day.name().toLowerCase(Locale.ROOT);
      if (word.length() >= 2 && name.startsWith(word)) {
        return day;
      }
    }
    return null;
  }
}
