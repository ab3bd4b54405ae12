package io.busbar.faults.check;

import io.busbar.faults.history.Event;
import io.busbar.faults.history.Event.Phase;
import io.busbar.faults.history.Ops;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What those who asked for something were told while something was broken. */
public final class Outages {
  private static final List<String> ASKED = List.of(Ops.READ, Ops.WRITE, Ops.COMMAND, Ops.PUBLISH);

  private final Map<String, Seen> seen = new TreeMap<>();

  /** The questions of one kind that were asked during the faults of one kind. */
  public static final class Seen {
    private final String fault;
    private final String op;
    private final Map<Phase, Integer> answers = new HashMap<>();
    private final List<Long> micros = new ArrayList<>();

    Seen(String fault, String op) {
      this.fault = fault;
      this.op = op;
    }

    public String fault() {
      return fault;
    }

    public String op() {
      return op;
    }

    /** How many ended so. */
    public int count(Phase phase) {
      return answers.getOrDefault(phase, 0);
    }

    /** The time until an answer that this share of all did not exceed. */
    public long quantile(double share) {
      return new Recoveries.Times(op, micros).quantile(share);
    }

    private void answered(Phase phase, long took) {
      boolean unused = answers.merge(phase, 1, Integer::sum) > 0;
      micros.add(took);
    }
  }

  private record Asked(long at, String fault) {}

  /** Reads a whole history. A fault lasts until every node is ready again. */
  public Outages(List<Event> history) {
    String fault = "";
    Map<Long, Asked> open = new HashMap<>();
    for (Event event : history) {
      if (event.op().equals(Ops.FAULT)) {
        fault = event.who().equals("begin") ? event.key() : "";
      } else if (ASKED.contains(event.op())) {
        if (event.phase() == Phase.INVOKE) {
          open.put(event.id(), new Asked(event.at(), fault));
        } else {
          end(event, open.remove(event.id()));
        }
      }
    }
  }

  /** One for each kind of fault and question, in order of their names. */
  public List<Seen> all() {
    return List.copyOf(seen.values());
  }

  private void end(Event event, @Nullable Asked asked) {
    if (asked != null && !asked.fault().isEmpty()) {
      seen.computeIfAbsent(
              asked.fault() + " " + event.op(), key -> new Seen(asked.fault(), event.op()))
          .answered(event.phase(), event.at() - asked.at());
    }
  }
}
