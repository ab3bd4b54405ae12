package io.busbar.drivers.ir;

import java.util.ArrayList;
import java.util.List;

/** Collects marks and spaces; two of a kind after one another become one, none of no length. */
public final class Pulses {
  private static final int MIN_GAP = 10_000;

  private final List<Integer> micros = new ArrayList<>();

  /** Adds light. */
  public void mark(int length) {
    add(length, true);
  }

  /** Adds darkness; before the first mark it is silence and is not kept. */
  public void space(int length) {
    if (!micros.isEmpty()) {
      add(length, false);
    }
  }

  /** Closes with the space that makes everything since the first mark last so long. */
  public List<Integer> period(int length) {
    int sum = micros.stream().mapToInt(Integer::intValue).sum();
    return gap(Math.max(MIN_GAP, length - sum));
  }

  /** Closes with a space of this length after the last mark. */
  public List<Integer> gap(int length) {
    space(length);
    return micros;
  }

  private void add(int length, boolean mark) {
    if (length == 0) {
      return;
    }
    int last = micros.size() - 1;
    if (mark == (micros.size() % 2 == 0)) {
      micros.add(length);
    } else {
      micros.set(last, micros.get(last) + length);
    }
  }
}
