package io.busbar.verticles.pairing;

import io.busbar.contracts.bus.HubFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often one address may ask to be let in. */
final class AskingRate {
  static final int MOST = 5;
  static final Duration WITHIN = Duration.ofMinutes(1);
  private static final int MOST_ADDRESSES = 1000;

  private final Map<String, Deque<Instant>> asked =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  /**
   * @throws HubFailure OVERLOADED RATE_LIMITED
   */
  synchronized void require(String address, Instant now) {
    Deque<Instant> times = asked.computeIfAbsent(address, key -> new ArrayDeque<>());
    while (!times.isEmpty() && !times.getFirst().plus(WITHIN).isAfter(now)) {
      times.removeFirst();
    }
    if (times.size() >= MOST) {
      throw HubFailure.overloaded(
              "This address asks to be let in too often.", "Wait a minute before asking again.")
          .reason("RATE_LIMITED");
    }
    times.addLast(now);
  }
}
