package io.busbar.faults.check;

import io.busbar.faults.history.Event;
import io.busbar.faults.history.Ops;
import java.util.ArrayList;
import java.util.List;

/** Nodes come back after every fault, and none ends that was not ended. */
public final class NodesReturn implements Check {
  @Override
  public String promise() {
    return "Every node is ready again within two minutes after a fault, and none ends by itself.";
  }

  @Override
  public long judged(List<Event> history) {
    return history.stream().filter(event -> event.op().equals(Ops.JOINED)).count();
  }

  @Override
  public List<Violation> violations(List<Event> history) {
    List<Violation> found = new ArrayList<>();
    for (Event event : history) {
      if (event.op().equals(Ops.STUCK)) {
        found.add(
            new Violation(promise(), event.key() + " " + event.value() + ".", List.of(event)));
      }
    }
    return found;
  }
}
