package io.busbar.verticles.history;

import org.jspecify.annotations.Nullable;

/**
 * Joins the hours of one number, which come in order, to longer stretches. An hour that is missing
 * held the last value of the one before. Pure.
 */
final class SpanSum {
  private static final long NONE = Long.MIN_VALUE;

  private final Stretches stretches;
  private @Nullable Double last;
  private long start = NONE;
  private long end;
  private long known;
  private @Nullable Span open;

  /**
   * @param last the value before the first hour; null when it is not known
   */
  SpanSum(Stretches stretches, @Nullable Double last) {
    this.stretches = stretches;
    this.last = last;
  }

  /** Takes the next hour. Answers the stretch that ended before it, if one did. */
  @Nullable Span add(Span hour) {
    Span ended = start != NONE && hour.start() >= end ? end(end) : null;
    if (start == NONE) {
      start = stretches.begin(hour.start());
      end = stretches.end(start);
      known = start;
    }
    fill(hour.start());
    join(new Span(start, hour.min(), hour.max(), hour.sum(), hour.weight(), hour.last()));
    known = hour.start() + HourRow.HOUR;
    last = hour.last();
    return ended;
  }

  /** The open stretch as it is at the instant, if there is one; it is over then. */
  @Nullable Span end(long now) {
    if (start == NONE) {
      return null;
    }
    fill(Math.min(now, end));
    Span ended = open;
    open = null;
    start = NONE;
    return ended;
  }

  private void fill(long until) {
    if (last != null && until > known) {
      join(Span.constant(start, last, until - known));
    }
    known = Math.max(known, until);
  }

  private void join(Span part) {
    open = open == null ? part : open.plus(part);
  }
}
