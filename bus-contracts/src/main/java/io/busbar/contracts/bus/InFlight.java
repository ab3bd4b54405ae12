package io.busbar.contracts.bus;

import java.util.concurrent.ConcurrentHashMap;

/** Counts the open requests of each address; an address without any takes no memory. */
final class InFlight {
  private final ConcurrentHashMap<String, Integer> open = new ConcurrentHashMap<>();

  /** Counts one more. Answers false, and counts nothing, when the limit is reached. */
  boolean enter(String address, int limit) {
    boolean[] entered = new boolean[1];
    open.compute(
        address,
        (name, before) -> {
          int count = before == null ? 0 : before;
          entered[0] = count < limit;
          return entered[0] ? Integer.valueOf(count + 1) : before;
        });
    return entered[0];
  }

  void leave(String address) {
    open.computeIfPresent(address, (name, count) -> count == 1 ? null : count - 1);
  }

  /** How many addresses have open requests. */
  int addresses() {
    return open.size();
  }
}
