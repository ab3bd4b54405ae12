package io.busbar.faults.check;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for an order of operations on one register that respects real time: depth first, never
 * trying a set of done operations with the same value twice.
 */
final class Linearization {
  /** Whether there is an order. */
  enum Answer {
    POSSIBLE,
    IMPOSSIBLE,
    UNDECIDED
  }

  private static final int MOST_STATES = 2_000_000;
  private static final String UNWRITTEN = "";

  private final List<Operation> operations;
  private final Set<Point> tried = new HashSet<>();
  private int furthest;

  private record Point(BitSet done, String value) {}

  /**
   * @param operations by the time they began
   */
  Linearization(List<Operation> operations) {
    this.operations = operations;
  }

  Answer run() {
    Deque<Point> open = new ArrayDeque<>();
    push(open, new Point(new BitSet(operations.size()), UNWRITTEN));
    while (!open.isEmpty()) {
      Point point = open.pop();
      int first = point.done.nextClearBit(0);
      furthest = Math.max(furthest, first);
      if (isComplete(point.done, first)) {
        return Answer.POSSIBLE;
      }
      if (tried.size() > MOST_STATES) {
        return Answer.UNDECIDED;
      }
      expand(point, first, open);
    }
    return Answer.IMPOSSIBLE;
  }

  /** The operation that no order could explain; the earliest of them. */
  Operation furthest() {
    return operations.get(Math.min(furthest, operations.size() - 1));
  }

  /** Open writes need not happen. */
  private boolean isComplete(BitSet done, int first) {
    for (int i = first; i < operations.size(); i = done.nextClearBit(i + 1)) {
      if (operations.get(i).end() != Long.MAX_VALUE) {
        return false;
      }
    }
    return true;
  }

  private void expand(Point point, int first, Deque<Point> open) {
    long earliestEnd = Long.MAX_VALUE;
    for (int i = first; i < operations.size(); i = point.done.nextClearBit(i + 1)) {
      Operation next = operations.get(i);
      if (next.begin() > earliestEnd) {
        return;
      }
      earliestEnd = Math.min(earliestEnd, next.end());
      if (next.isWrite() || next.value().equals(point.value)) {
        push(open, after(point, i, next.value()));
      }
    }
  }

  private static Point after(Point point, int index, String value) {
    BitSet done = (BitSet) point.done.clone();
    done.set(index);
    return new Point(done, value);
  }

  private void push(Deque<Point> open, Point point) {
    if (tried.add(point)) {
      open.push(point);
    }
  }
}
