package io.busbar.faults.check;

import io.busbar.faults.history.Event;
import io.busbar.faults.history.Event.Phase;
import io.busbar.faults.history.Ops;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Each register, whoever writes and whatever node answers, behaves as one register would. Values
 * are written once only. A write of unknown outcome may have happened at any later time, or never.
 */
public final class LinearRegisters implements Check {
  @Override
  public String promise() {
    return "An acknowledged write is what everybody reads, until the next one.";
  }

  @Override
  public long judged(List<Event> history) {
    return history.stream()
        .filter(event -> event.is(Ops.WRITE, Phase.OK) || event.is(Ops.READ, Phase.OK))
        .count();
  }

  @Override
  public List<Violation> violations(List<Event> history) {
    Map<String, List<Event>> byKey = new HashMap<>();
    for (Event event : history) {
      if (event.op().equals(Ops.WRITE) || event.op().equals(Ops.READ)) {
        byKey.computeIfAbsent(event.key(), key -> new ArrayList<>()).add(event);
      }
    }
    List<Violation> found = new ArrayList<>();
    byKey.forEach((key, events) -> check(key, events, found));
    return found;
  }

  private void check(String key, List<Event> events, List<Violation> found) {
    List<Operation> operations = operations(events);
    Linearization search = new Linearization(operations);
    Linearization.Answer answer = search.run();
    if (answer == Linearization.Answer.UNDECIDED) {
      found.add(new Violation(promise(), key + ": too many open outcomes to decide.", List.of()));
    } else if (answer == Linearization.Answer.IMPOSSIBLE) {
      Operation stuck = search.furthest();
      found.add(
          new Violation(
              promise(),
              "%s: no order of the operations explains %s %s by %s."
                  .formatted(
                      key,
                      stuck.isWrite() ? "the write of" : "the read of",
                      stuck.value(),
                      stuck.who()),
              around(events, stuck)));
    }
  }

  /** The operations that matter, by the time they began. */
  private static List<Operation> operations(List<Event> events) {
    Map<Long, Event> begun = new HashMap<>();
    Set<String> read = new HashSet<>();
    List<Operation> operations = new ArrayList<>();
    for (Event event : events) {
      if (event.phase() == Phase.INVOKE) {
        begun.put(event.id(), event);
      } else if (event.phase() == Phase.OK && event.op().equals(Ops.READ)) {
        read.add(event.value());
      }
    }
    for (Event event : events) {
      Event begin = begun.get(event.id());
      if (begin != null && event.phase() == Phase.OK) {
        operations.add(Operation.of(begin, event.at(), event.value()));
        begun.remove(event.id());
      } else if (begin != null && event.phase() == Phase.FAIL) {
        begun.remove(event.id());
      }
    }
    // An open write that nobody read changes nothing: it need not have happened.
    begun.values().stream()
        .filter(begin -> begin.op().equals(Ops.WRITE) && read.contains(begin.value()))
        .forEach(begin -> operations.add(Operation.of(begin, Long.MAX_VALUE, begin.value())));
    operations.sort(Comparator.comparingLong(Operation::begin));
    return operations;
  }

  private static List<Event> around(List<Event> events, Operation stuck) {
    List<Event> near = new ArrayList<>();
    long from = stuck.begin() - 2_000_000;
    long to = stuck.end() == Long.MAX_VALUE ? stuck.begin() + 2_000_000 : stuck.end() + 500_000;
    events.stream().filter(e -> e.at() >= from && e.at() <= to).forEach(near::add);
    return near.subList(0, Math.min(near.size(), 30));
  }
}
