package io.busbar.bridge.live;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.UserId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** How many clients may listen, altogether and of one person. Safe for use by many threads. */
final class Seats {
  private final int all;
  private final int perUser;
  private final AtomicInteger taken = new AtomicInteger();
  private final ConcurrentHashMap<UserId, Integer> ofUser = new ConcurrentHashMap<>();

  Seats(int all, int perUser) {
    this.all = all;
    this.perUser = perUser;
  }

  int taken() {
    return taken.get();
  }

  /**
   * Takes a seat.
   *
   * @throws HubFailure OVERLOADED there is none left
   */
  void take(UserId user) {
    if (taken.incrementAndGet() > all) {
      taken.decrementAndGet();
      throw HubFailure.overloaded(
          "Too many clients listen (limit %d).".formatted(all), "Close some streams.");
    }
    if (ofUser.merge(user, 1, Integer::sum) > perUser) {
      give(user);
      throw HubFailure.overloaded(
          "Too many clients of this person listen (limit %d).".formatted(perUser),
          "Close some streams, or raise live.maxClientsPerUser.");
    }
  }

  /** Gives a seat back. */
  void give(UserId user) {
    taken.decrementAndGet();
    ofUser.compute(user, (key, count) -> less(count));
  }

  @SuppressWarnings("NullAway") // compute takes null for "remove"
  private static Integer less(@Nullable Integer count) {
    return count == null || count <= 1 ? null : count - 1;
  }
}
