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
  private final Map<Happening.What, Told> open = new LinkedHashMap<>();

  /**
   * What is told of something that happened once or several times.
   *
   * @param id of its item
   * @param first when it happened first
   * @param count how often it happened
   * @param last how it happened last
   */
  record Told(String id, Instant first, int count, Happening last) {
    ActivityItem item() {
      Fields said = last.details().get();
      return last.as(
          id,
          first,
          count == 1 ? said : said.with("count", count).with("until", last.at().toString()));
    }
  }

  /**
   * @param ids makes ids, each greater than the one before
   */
  RecentItems(Supplier<String> ids) {
    this.ids = ids;
  }

  /** What to tell of a happening: something new, or what was told before with one more. */
  Told tell(Happening happening) {
    forget(happening.at());
    Told known = open.get(happening.what());
    Told told =
        known == null
            ? new Told(ids.get(), happening.at(), 1, happening)
            : new Told(known.id(), known.first(), known.count() + 1, happening);
    open.put(happening.what(), told);
    return told;
  }

  private void forget(Instant now) {
    Instant before = now.minus(WINDOW);
    Iterator<Told> oldest = open.values().iterator();
    while (oldest.hasNext()) {
      Told next = oldest.next();
      if (next.first().isAfter(before) && open.size() < MOST) {
        return;
      }
      oldest.remove();
    }
  }
}
