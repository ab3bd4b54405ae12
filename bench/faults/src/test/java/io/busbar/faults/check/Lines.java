package io.busbar.faults.check;

import io.busbar.faults.history.Event;
import io.busbar.faults.history.Event.Phase;
import java.util.ArrayList;
import java.util.List;

/** A history written by hand; each line a second after the one before. */
final class Lines {
  private static final long SECOND = 1_000_000;

  private final List<Event> events = new ArrayList<>();
  private long at;

  Lines begin(String op, long id, String key, String value) {
    return add(Phase.INVOKE, op, id, key, value, "app");
  }

  Lines ok(String op, long id, String key, String value) {
    return add(Phase.OK, op, id, key, value, "app");
  }

  Lines fail(String op, long id, String key, String value) {
    return add(Phase.FAIL, op, id, key, value, "app");
  }

  Lines unknown(String op, long id, String key, String value) {
    return add(Phase.UNKNOWN, op, id, key, value, "app");
  }

  Lines seen(String op, String key, String value, String who) {
    return add(Phase.SEEN, op, 0, key, value, who);
  }

  Lines reported(long id, String device, String number, String node) {
    return add(Phase.INVOKE, "report", id, device, number, node)
        .add(Phase.OK, "report", id, device, number, node);
  }

  Lines pass(int seconds) {
    at += seconds * SECOND;
    return this;
  }

  List<Event> all() {
    return List.copyOf(events);
  }

  private Lines add(Phase phase, String op, long id, String key, String value, String who) {
    at += SECOND;
    events.add(new Event(at, phase, op, id, key, value, who));
    return this;
  }
}
