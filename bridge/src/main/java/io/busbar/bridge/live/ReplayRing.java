package io.busbar.bridge.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last events, for clients that were away for a moment (spec 2.7). */
final class ReplayRing {
  static final int SIZE = 1000;

  private final Deque<LiveEvent> events = new ArrayDeque<>(SIZE);

  void add(LiveEvent event) {
    if (events.size() == SIZE) {
      events.removeFirst();
    }
    events.addLast(event);
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
