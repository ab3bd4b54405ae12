package io.busbar.faults.check;

import io.busbar.faults.history.Event;
import io.busbar.faults.history.Event.Phase;
import io.busbar.faults.history.Ops;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Each state change of a watched device starts a run. Twice is never right; not at all only while
 * something was broken.
 */
public final class TriggersFireOnce implements Check {
  /** How the names of watched devices begin. */
  public static final String WATCHED = "sense-";

  private static final long PATIENCE = 5_000_000;

  private record Change(String device, String number) {}

  @Override
  public String promise() {
    return "A trigger starts its program exactly once per change.";
  }

  @Override
  public List<Violation> violations(List<Event> history) {
    Map<Change, List<Event>> runs = new HashMap<>();
    for (Event event : history) {
      if (event.is(Ops.RUN, Phase.SEEN)) {
        runs.computeIfAbsent(change(event), key -> new ArrayList<>()).add(event);
      }
    }
    List<Violation> found = new ArrayList<>();
    runs.forEach((change, all) -> judge(change, all, found));
    Shadows shadows = new Shadows(history);
    for (Event event : history) {
      boolean acknowledged = event.is(Ops.REPORT, Phase.OK) && event.key().startsWith(WATCHED);
      if (acknowledged
          && !event.value().equals("0")
          && !runs.containsKey(change(event))
          && !shadows.cover(event.at() - PATIENCE, event.at() + PATIENCE)) {
        found.add(new Violation(promise(), event.key() + " started no run.", List.of(event)));
      }
    }
    return found;
  }

  private void judge(Change change, List<Event> runs, List<Violation> found) {
    if (runs.size() > 1) {
      found.add(
          new Violation(
              promise(),
              "%s started %d runs with %s.".formatted(change.device, runs.size(), change.number),
              List.copyOf(runs)));
    }
  }

  private static Change change(Event event) {
    return new Change(event.key(), event.value());
  }
}
