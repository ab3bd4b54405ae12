package io.busbar.faults.check;

import io.busbar.faults.history.Event;
import java.util.List;

/** Looks for violations of one promise in a history. Pure: the same history, the same answer. */
public interface Check {
  /** What must hold, in one sentence. */
  String promise();

  /** Every violation; empty when the promise was kept in all that was judged. */
  List<Violation> violations(List<Event> history);

  /** How many things there were to judge: of none nobody knows whether the promise was kept. */
  long judged(List<Event> history);
}
