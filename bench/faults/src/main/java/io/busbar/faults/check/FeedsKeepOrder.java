package io.busbar.faults.check;

import io.busbar.faults.history.Event;
import io.busbar.faults.history.Event.Phase;
import io.busbar.faults.history.Ops;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Within a connection of a feed, a device's states never go back. */
public final class FeedsKeepOrder implements Check {
  private record Place(String connection, String device) {}

  @Override
  public String promise() {
    return "No feed tells an older state of a device after a newer one.";
  }

  @Override
  public long judged(List<Event> history) {
    return history.stream().filter(event -> event.is(Ops.TOLD, Phase.SEEN)).count();
  }

  @Override
  public List<Violation> violations(List<Event> history) {
    Map<Place, Event> last = new HashMap<>();
    List<Violation> found = new ArrayList<>();
    for (Event event : history) {
      if (!event.is(Ops.TOLD, Phase.SEEN)) {
        continue;
      }
      Event before = last.put(new Place(event.who(), event.key()), event);
      if (before != null && before.number() > event.number()) {
        found.add(
            new Violation(
                promise(),
                "%s told %s of %s after %s."
                    .formatted(event.who(), event.value(), event.key(), before.value()),
                List.of(before, event)));
      }
    }
    return found;
  }
}
