package io.busbar.faults.check;

import io.busbar.faults.history.Event;
import io.busbar.faults.history.Ops;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When something was broken, with the time it takes to recover after it. */
final class Shadows {
  private static final long BEFORE = 2_000_000;
  private static final long AFTER = 20_000_000;

  private record Shadow(long from, long to) {}

  private final List<Shadow> all = new ArrayList<>();

  Shadows(List<Event> history) {
    Map<String, Long> open = new HashMap<>();
    for (Event event : history) {
      if (!event.op().equals(Ops.FAULT)) {
        continue;
      }
      String fault = event.key() + event.value();
      if (event.who().equals("begin")) {
        open.put(fault, event.at());
      } else {
        Long from = open.remove(fault);
        all.add(new Shadow((from == null ? event.at() : from) - BEFORE, event.at() + AFTER));
      }
    }
    open.values().forEach(from -> all.add(new Shadow(from - BEFORE, Long.MAX_VALUE)));
  }

  boolean cover(long from, long to) {
    return all.stream().anyMatch(shadow -> shadow.from <= to && from <= shadow.to);
  }
}
