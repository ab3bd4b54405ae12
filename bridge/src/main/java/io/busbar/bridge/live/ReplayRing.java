package io.busbar.bridge.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last events, for clients that were away for a moment (spec 2.7). */
final class ReplayRing {
  private final int size;
  private final Deque<LiveEvent> events = new ArrayDeque<>();

  /**
   * @param size how many are kept; with 0 only a client that missed nothing goes on where it was
   */
  ReplayRing(int size) {
    this.size = size;
  }

  void add(LiveEvent event) {
    events.addLast(event);
    if (events.size() > size) {
      events.removeFirst();
    }
  }

  /** What came after the given event; null when that is no longer known. */
  @Nullable List<LiveEvent> after(long since, long newest) {
    LiveEvent oldest = events.peekFirst();
    if (since > newest || (oldest == null ? since != newest : since < oldest.seq() - 1)) {
      return null;
    }
    List<LiveEvent> missed = new ArrayList<>();
    for (LiveEvent event : events) {
      if (event.seq() > since) {
        missed.add(event);
      }
    }
    return missed;
  }
}
