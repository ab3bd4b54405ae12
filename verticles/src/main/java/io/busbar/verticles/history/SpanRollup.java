package io.busbar.verticles.history;

import org.jspecify.annotations.Nullable;

/**
 * Sums one number up by stretches of time of equal width, as it changes. A stretch without a change
 * is left out. Pure, and told the time.
 */
final class SpanRollup {
  private static final long NONE = Long.MIN_VALUE;

  private final long width;
  private @Nullable Double value;
  private long since;
  private long start = NONE;
  private @Nullable Span open;

  /**
   * @param value what holds at the instant; null when that is not known
   */
  SpanRollup(long width, long at, @Nullable Double value) {
    this.width = width;
    this.since = at;
    this.value = value;
  }

  /** Takes a change. Answers the stretch that had ended before it, if one had. */
  @Nullable Span change(long at, @Nullable Double to) {
    Span finished = start != NONE && at >= start + width ? finish() : null;
    if (start == NONE) {
      start = Math.floorDiv(at, width) * width;
      since = Math.max(since, start);
    }
    advance(at);
    value = to;
    add(new Span(start, to, to, 0, 0, to));
    return finished;
  }

  /** What was not answered yet of the open stretch, which goes on unless it is over. */
  @Nullable Span until(long now) {
    if (start == NONE) {
      return null;
    }
    if (now >= start + width) {
      return finish();
    }
    advance(now);
    return take();
  }

  boolean isOpen() {
    return start != NONE;
  }

  private @Nullable Span finish() {
    advance(start + width);
    start = NONE;
    return take();
  }

  private @Nullable Span take() {
    Span taken = open;
    open = null;
    return taken;
  }

  private void advance(long to) {
    if (to <= since) {
      return;
    }
    if (value != null) {
      add(Span.constant(start, value, to - since));
    }
    since = to;
  }

  private void add(Span part) {
    open = open == null ? part : open.plus(part);
  }
}
