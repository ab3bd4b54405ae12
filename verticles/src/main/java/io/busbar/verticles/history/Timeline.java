package io.busbar.verticles.history;

import io.busbar.contracts.history.HistoryContract.Point;
import io.busbar.verticles.history.HistoryStore.Found;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns what was kept into what is shown. Pure. */
final class Timeline {
  private static final double EXACT = 9_007_199_254_740_992.0;

  private final Instant from;
  private final List<Entry> entries = new ArrayList<>();

  /** A point and the key it is of. */
  record Entry(String key, @Nullable String unit, Point point) {}

  Timeline(Instant from) {
    this.from = from;
  }

  List<Entry> entries() {
    return entries;
  }

  /** Change by change; a change to the same value is none. */
  Timeline changes(Found<ChangePoint> found, Set<String> except) {
    Map<String, @Nullable Object> values = new HashMap<>();
    for (ChangePoint held : found.held()) {
      if (!except.contains(held.key())) {
        values.put(held.key(), held.value());
        add(held.key(), held.unit(), Point.of(from, shown(held.value())));
      }
    }
    for (ChangePoint row : found.rows()) {
      boolean same =
          values.containsKey(row.key()) && Objects.equals(values.get(row.key()), row.value());
      if (!same && !except.contains(row.key())) {
        values.put(row.key(), row.value());
        add(row.key(), row.unit(), Point.of(row.at(), shown(row.value())));
      }
    }
    return this;
  }

  /** Numbers by stretches of equal width, everything else change by change. */
  Timeline rolledUp(Found<ChangePoint> found, long width, Instant until) {
    Map<String, SpanRollup> rollups = new LinkedHashMap<>();
    Map<String, @Nullable String> units = new HashMap<>();
    List<ChangePoint> others = new ArrayList<>();
    for (ChangePoint held : found.held()) {
      if (held.value() instanceof Double number) {
        rollups.put(held.key(), new SpanRollup(width, from.toEpochMilli(), number));
        units.put(held.key(), held.unit());
        add(held.key(), held.unit(), Point.of(from, shown(number)));
      }
    }
    for (ChangePoint row : found.rows()) {
      Double number = row.value() instanceof Double value ? value : null;
      if (number == null && !(row.value() == null && rollups.containsKey(row.key()))) {
        others.add(row);
        continue;
      }
      units.put(row.key(), row.unit());
      SpanRollup rollup =
          rollups.computeIfAbsent(
              row.key(), key -> new SpanRollup(width, from.toEpochMilli(), null));
      addSpan(row.key(), row.unit(), rollup.change(row.at().toEpochMilli(), number));
    }
    rollups.forEach(
        (key, rollup) -> addSpan(key, units.get(key), rollup.until(until.toEpochMilli())));
    return changes(new Found<>(withoutNumbers(found.held()), others), Set.of());
  }

  /** Numbers by the hour. */
  Timeline hours(Found<HourRow> found) {
    hold(found);
    found.rows().forEach(row -> addSpan(row.key(), row.unit(), row.span()));
    return this;
  }

  /** Numbers by longer stretches, made of hours. */
  Timeline sums(Found<HourRow> found, Stretches stretches, Instant until) {
    hold(found);
    Map<String, SpanSum> sums = new LinkedHashMap<>();
    Map<String, @Nullable String> units = new HashMap<>();
    found.held().forEach(row -> sums.put(row.key(), new SpanSum(stretches, row.span().last())));
    for (HourRow row : found.rows()) {
      units.put(row.key(), row.unit());
      SpanSum sum = sums.computeIfAbsent(row.key(), key -> new SpanSum(stretches, null));
      addSpan(row.key(), row.unit(), sum.add(row.span()));
    }
    sums.forEach((key, sum) -> addSpan(key, units.get(key), sum.end(until.toEpochMilli())));
    return this;
  }

  static Set<String> keys(Found<HourRow> found) {
    Set<String> keys = new HashSet<>();
    found.held().forEach(row -> keys.add(row.key()));
    found.rows().forEach(row -> keys.add(row.key()));
    return keys;
  }

  private void hold(Found<HourRow> found) {
    found
        .held()
        .forEach(row -> add(row.key(), row.unit(), Point.of(from, shown(row.span().last()))));
  }

  private static List<ChangePoint> withoutNumbers(List<ChangePoint> points) {
    return points.stream().filter(point -> !(point.value() instanceof Double)).toList();
  }

  private void addSpan(String key, @Nullable String unit, @Nullable Span span) {
    if (span != null) {
      Instant start = Instant.ofEpochMilli(span.start());
      Object last = shown(span.last());
      add(key, unit, new Point(start, last, span.min(), span.max(), span.average()));
    }
  }

  private void add(String key, @Nullable String unit, Point point) {
    entries.add(new Entry(key, unit, point));
  }

  /** Whole numbers are shown as such. */
  private static @Nullable Object shown(@Nullable Object value) {
    if (value instanceof Double number
        && Math.rint(number) == number
        && Math.abs(number) <= EXACT) {
      return number.longValue();
    }
    return value;
  }
}
