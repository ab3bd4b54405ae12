package io.busbar.verticles.history;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.history.HistoryContract.History;
import io.busbar.contracts.history.HistoryContract.Point;
import io.busbar.contracts.history.HistoryContract.ReadHistory;
import io.busbar.contracts.history.HistoryContract.Resolution;
import io.busbar.contracts.history.HistoryContract.Series;
import io.busbar.contracts.value.DeviceId;
import io.busbar.verticles.history.HistoryStore.Query;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was asked, with what was left open decided. Pure.
 *
 * @param until the end of what can be known: {@code to}, but not later than now
 * @param stretches what numbers are summed up by
 */
record HistoryQuestion(
    DeviceId deviceId,
    @Nullable String key,
    Instant from,
    Instant to,
    Instant until,
    Resolution resolution,
    int limit,
    Stretches stretches) {
  /** How long a minute is, in milliseconds. */
  static final long MINUTE = 60_000;

  static final int MOST_POINTS = 10_000;

  /** How many rows are read at most to sum them up. */
  static final int MOST_ROWS = 50_000;

  private static final Duration DEFAULT_SPAN = Duration.ofDays(1);
  private static final String HINT =
      "Ask again from the last point on, for one key, or for a coarser resolution.";

  /** Fails: INVALID the span ends before it begins, or the limit is out of range. */
  static HistoryQuestion of(ReadHistory asked, Instant now, HistorySettings settings) {
    Instant to = Objects.requireNonNullElse(asked.to(), now);
    Instant from = Objects.requireNonNullElse(asked.from(), to.minus(DEFAULT_SPAN));
    if (to.isBefore(from)) {
      throw HubFailure.invalid("The span ends before it begins.", "Swap from and to.");
    }
    int limit = Objects.requireNonNullElse(asked.limit(), MOST_POINTS);
    if (limit < 1 || limit > MOST_POINTS) {
      throw HubFailure.invalid(
              "limit must be 1 to %d.".formatted(MOST_POINTS), "Leave it out to get the most.")
          .reason("VALUE_OUT_OF_RANGE");
    }
    Resolution resolution =
        kept(Objects.requireNonNullElse(asked.resolution(), Resolution.RAW), from, now, settings);
    Stretches stretches = stretches(resolution, settings.zone());
    Instant begin = Instant.ofEpochMilli(stretches.begin(from.toEpochMilli()));
    Instant until = to.isAfter(now) ? now : to;
    return new HistoryQuestion(
        asked.deviceId(), asked.key(), begin, to, until, resolution, limit, stretches);
  }

  private static Resolution kept(
      Resolution asked, Instant from, Instant now, HistorySettings settings) {
    boolean gone = from.isBefore(now.minus(settings.raw()));
    return switch (asked) {
      case RAW, MINUTE -> gone ? Resolution.HOUR : asked;
      case HOUR, DAY -> asked;
    };
  }

  private static Stretches stretches(Resolution resolution, ZoneId zone) {
    return switch (resolution) {
      case RAW -> Stretches.of(1);
      case MINUTE -> Stretches.of(MINUTE);
      case HOUR -> Stretches.of(HourRow.HOUR);
      case DAY -> Stretches.days(zone);
    };
  }

  /** What to ask the store for changes. */
  Query changes(boolean numbers) {
    int rows = resolution == Resolution.MINUTE ? MOST_ROWS : limit + 1;
    return new Query(deviceId, key, from, to, rows, numbers);
  }

  /** What to ask the store for hours. */
  Query hours() {
    int rows = resolution == Resolution.DAY ? MOST_ROWS : limit + 1;
    return new Query(deviceId, key, from, to, rows, true);
  }

  /**
   * @param last the instant of the last row when there may be more rows; null: all were read
   */
  History answer(List<Timeline.Entry> entries, @Nullable Instant last) {
    List<Timeline.Entry> ordered = new ArrayList<>(entries);
    if (last != null) {
      ordered.removeIf(entry -> entry.point().at().isAfter(last));
    }
    ordered.sort(
        Comparator.comparing((Timeline.Entry entry) -> entry.point().at())
            .thenComparing(Timeline.Entry::key));
    boolean truncated = last != null || ordered.size() > limit;
    List<Series> series = series(ordered.subList(0, Math.min(limit, ordered.size())));
    return new History(deviceId, from, to, resolution, series, truncated, truncated ? HINT : null);
  }

  private static List<Series> series(List<Timeline.Entry> entries) {
    Map<String, List<Point>> points = new TreeMap<>();
    Map<String, @Nullable String> units = new HashMap<>();
    for (Timeline.Entry entry : entries) {
      points.computeIfAbsent(entry.key(), first -> new ArrayList<>()).add(entry.point());
      units.put(entry.key(), entry.unit());
    }
    List<Series> series = new ArrayList<>(points.size());
    points.forEach((key, list) -> series.add(new Series(key, units.get(key), list)));
    return series;
  }
}
