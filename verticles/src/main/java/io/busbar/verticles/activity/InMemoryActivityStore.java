package io.busbar.verticles.activity;

import io.busbar.contracts.activity.ActivityItem;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps activity for the life of the process. */
public final class InMemoryActivityStore implements ActivityStore {
  private final NavigableMap<String, ActivityItem> items = new TreeMap<>();

  @Override
  public synchronized Future<Void> save(List<ActivityItem> added) {
    added.forEach(item -> items.put(item.id(), item));
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<List<ActivityItem>> list(Query query) {
    return Future.succeededFuture(
        items.descendingMap().values().stream()
            .filter(item -> query.before() == null || item.id().compareTo(query.before()) < 0)
            .filter(item -> isWithin(query, item.at()))
            .filter(item -> isOr(query.who(), item.who()) && isOr(query.source(), item.source()))
            .filter(item -> isOr(query.kind(), item.kind()))
            .filter(item -> isOr(query.deviceId(), item.deviceId()))
            .filter(item -> isOr(query.programId(), item.programId()))
            .limit(query.limit())
            .toList());
  }

  @Override
  public synchronized Future<Void> retain(Instant since, int rows) {
    items.values().removeIf(item -> item.at().isBefore(since));
    while (items.size() > rows) {
      items.remove(items.firstKey());
    }
    return Future.succeededFuture();
  }

  private static boolean isWithin(Query query, Instant at) {
    return (query.from() == null || !at.isBefore(query.from()))
        && (query.to() == null || at.isBefore(query.to()));
  }

  private static boolean isOr(@Nullable Object wanted, @Nullable Object present) {
    return wanted == null || Objects.equals(wanted, present);
  }
}
