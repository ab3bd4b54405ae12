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
  public long judged(List<Event> history) {
    return due(history).size();
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
    for (Event event : due(history)) {
      if (!runs.containsKey(change(event))) {
        found.add(new Violation(promise(), event.key() + " started no run.", List.of(event)));
      }
    }
    return found;
  }

  /** The acknowledged changes while nothing was broken. */
  private static List<Event> due(List<Event> history) {
    Shadows shadows = new Shadows(history);
    return history.stream()
        .filter(event -> event.is(Ops.REPORT, Phase.OK) && event.key().startsWith(WATCHED))
        .filter(event -> !event.value().equals("0"))
        .filter(event -> !shadows.cover(event.at() - PATIENCE, event.at() + PATIENCE))
        .toList();
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
