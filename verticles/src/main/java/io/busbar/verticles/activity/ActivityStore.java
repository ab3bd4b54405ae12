package io.busbar.verticles.activity;

import io.busbar.contracts.activity.ActivityItem;
import io.busbar.contracts.activity.ActivityItem.Kind;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Source;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what happened. Fails with {@link HubFailure} UNAVAILABLE. */
public interface ActivityStore {
  /** Adds items; one replaces an earlier one with its id. Succeeds when all are durable. */
  Future<Void> save(List<ActivityItem> items);

  /** Reads what matches, the newest first. */
  Future<List<ActivityItem>> list(Query query);

  /** Deletes what is older than the instant, and the oldest beyond so many. */
  Future<Void> retain(Instant since, int rows);

  /**
   * @param from not before; null: any
   * @param to before; null: any
   * @param before only items with a smaller id; null: any
   */
  record Query(
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable String who,
      @Nullable Source source,
      @Nullable Kind kind,
      @Nullable DeviceId deviceId,
      @Nullable String programId,
      @Nullable String before,
      int limit) {}
}
