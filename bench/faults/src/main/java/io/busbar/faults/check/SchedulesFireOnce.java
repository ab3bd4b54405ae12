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
    Shadows shadows = new Shadows(history);
    for (Event event : history) {
      if (event.is(Ops.MINUTE, Phase.SEEN)
          && !runs.containsKey(minute(event))
          && !shadows.cover(event.at(), event.at() + PATIENCE)) {
        found.add(new Violation(promise(), minute(event) + " did not run.", List.of(event)));
      }
    }
    return found;
  }

  private static Minute minute(Event event) {
    return new Minute(event.key(), event.value());
  }
}
