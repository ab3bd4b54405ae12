package io.busbar.verticles.activity;

import io.busbar.contracts.activity.ActivityItem;
import io.busbar.contracts.value.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Tells the same thing once when it happens several times within ten seconds. Pure. */
final class RecentItems {
  static final Duration WINDOW = Duration.ofSeconds(10);
  static final int MOST = 10_000;

  private final Supplier<String> ids;
  private final Map<Happening.What, Open> open = new LinkedHashMap<>();

  private record Open(String id, Instant first, int count) {}

  /**
   * @param ids makes ids, each greater than the one before
   */
  RecentItems(Supplier<String> ids) {
    this.ids = ids;
  }

  /** The item for a happening: a new one, or one told before with one more to its count. */
  ActivityItem tell(Happening happening) {
    forget(happening.at());
    Open known = open.get(happening.what());
    if (known == null) {
      Open fresh = new Open(ids.get(), happening.at(), 1);
      open.put(happening.what(), fresh);
      return happening.as(fresh.id(), fresh.first(), happening.details());
    }
    Open again = new Open(known.id(), known.first(), known.count() + 1);
    open.put(happening.what(), again);
    Fields said =
        happening.details().with("count", again.count()).with("until", happening.at().toString());
    return happening.as(again.id(), again.first(), said);
  }

  private void forget(Instant now) {
    Instant before = now.minus(WINDOW);
    Iterator<Open> oldest = open.values().iterator();
    while (oldest.hasNext()) {
      Open next = oldest.next();
      if (next.first().isAfter(before) && open.size() < MOST) {
        return;
      }
      oldest.remove();
    }
  }
}
