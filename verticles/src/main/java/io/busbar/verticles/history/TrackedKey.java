package io.busbar.verticles.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The present value of one key, and the hour that is being summed up. Used on one context. */
final class TrackedKey {
  /** Stands for a key that is not recorded. */
  static final TrackedKey IGNORED = new TrackedKey("");

  private final String key;
  private boolean seen;
  private @Nullable Object value;
  private @Nullable String unit;
  private Instant at = Instant.EPOCH;
  private @Nullable SpanRollup hours;

  TrackedKey(String key) {
    this.key = key;
  }

  String key() {
    return key;
  }

  boolean holds(@Nullable Object other) {
    return seen && (value == null ? other == null : value.equals(other));
  }

  boolean isSeen() {
    return seen;
  }

  @Nullable Object value() {
    return value;
  }

  @Nullable String unit() {
    return unit;
  }

  Instant at() {
    return at;
  }

  /** Learns what holds already, without a change. */
  void hold(@Nullable Object present, @Nullable String newUnit, Instant since, Instant now) {
    keep(present, newUnit, since);
    if (present instanceof Double number) {
      hours = new SpanRollup(HourRow.HOUR, now.toEpochMilli(), number);
    }
  }

  /** Takes a change. Answers the hour that had ended before it, if one had. */
  @Nullable Span change(@Nullable Object to, @Nullable String newUnit, Instant when) {
    keep(to, newUnit, when);
    Double number = to instanceof Double given ? given : null;
    if (number == null && hours == null) {
      return null;
    }
    if (hours == null) {
      hours = new SpanRollup(HourRow.HOUR, when.toEpochMilli(), null);
    }
    return hours.change(when.toEpochMilli(), number);
  }

  boolean isHourOpen() {
    return hours != null && hours.isOpen();
  }

  /** What was not taken yet of the open hour. */
  @Nullable Span hourUntil(Instant now) {
    return hours == null ? null : hours.until(now.toEpochMilli());
  }

  private void keep(@Nullable Object to, @Nullable String newUnit, Instant when) {
    seen = true;
    value = to;
    unit = newUnit;
    at = when;
  }
}
