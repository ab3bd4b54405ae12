package io.busbar.verticles.history;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.DeviceId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps changes and hours. Fails with {@link HubFailure} UNAVAILABLE. */
public interface HistoryStore {
  /** Adds changes; one replaces what took its slot before. Succeeds when all are durable. */
  Future<Void> append(List<ChangePoint> changes);

  /** Adds hours to what is known of them. Succeeds when all are durable. */
  Future<Void> addHours(List<HourRow> hours);

  /**
   * Reads the changes after {@code from} up to {@code to}, oldest first, at most {@code limit}; and
   * of each key the one that held at {@code from}.
   */
  Future<Found<ChangePoint>> changes(Query query);

  /**
   * Reads the hours from {@code from} on that began before {@code to}, oldest first, at most {@code
   * limit}; and of each key the last one before.
   */
  Future<Found<HourRow>> hours(Query query);

  /** Deletes what is older, except the newest of each key: it still holds. */
  Future<Void> retain(Instant changesSince, Instant hoursSince);

  /** Deletes everything of other devices. */
  Future<Void> keepOnly(Set<DeviceId> devices);

  /**
   * @param key only this one; null: all
   * @param numbers false: leave out numbers
   */
  record Query(
      DeviceId deviceId,
      @Nullable String key,
      Instant from,
      Instant to,
      int limit,
      boolean numbers) {}

  /**
   * @param held what held at the begin, one a key
   */
  record Found<T>(List<T> held, List<T> rows) {}
}
