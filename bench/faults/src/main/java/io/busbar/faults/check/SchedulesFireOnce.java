package io.busbar.faults.check;

import io.busbar.faults.history.Event;
import io.busbar.faults.history.Event.Phase;
import io.busbar.faults.history.Ops;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A schedule that is due every minute runs once in each, on whatever node. */
public final class SchedulesFireOnce implements Check {
  private static final long PATIENCE = 5_000_000;

  private record Minute(String program, String minute) {}

  @Override
  public String promise() {
    return "A schedule fires exactly once when it is due.";
  }

  @Override
  public long judged(List<Event> history) {
    return due(history).size();
  }

  @Override
  public List<Violation> violations(List<Event> history) {
    Map<Minute, List<Event>> runs = new HashMap<>();
    for (Event event : history) {
      if (event.is(Ops.TICK, Phase.SEEN)) {
        runs.computeIfAbsent(minute(event), key -> new ArrayList<>()).add(event);
      }
    }
    List<Violation> found = new ArrayList<>();
    runs.forEach(
        (minute, all) -> {
          if (all.size() > 1) {
            found.add(new Violation(promise(), minute + " ran " + all.size() + " times.", all));
          }
        });
    for (Event event : due(history)) {
      if (!runs.containsKey(minute(event))) {
        found.add(new Violation(promise(), minute(event) + " did not run.", List.of(event)));
      }
    }
    return found;
  }

  /** The minutes that began while nothing was broken. */
  private static List<Event> due(List<Event> history) {
    Shadows shadows = new Shadows(history);
    return history.stream()
        .filter(event -> event.is(Ops.MINUTE, Phase.SEEN))
        .filter(event -> !shadows.cover(event.at(), event.at() + PATIENCE))
        .toList();
  }

  private static Minute minute(Event event) {
    return new Minute(event.key(), event.value());
  }
}
