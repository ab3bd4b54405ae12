package io.busbar.drivers.ir.protocol;

import java.util.ArrayList;
import java.util.List;

/** Collects marks and spaces; two of a kind after one another become one. */
final class Pulses {
  private static final int MIN_GAP = 10_000;

  private final List<Integer> micros = new ArrayList<>();

  void mark(int length) {
    add(length, true);
  }

  /** A space before the first mark is silence and is not kept. */
  void space(int length) {
    if (!micros.isEmpty()) {
      add(length, false);
    }
  }

  /** Closes with the space that makes everything since the first mark last so long. */
  List<Integer> period(int length) {
    int sum = micros.stream().mapToInt(Integer::intValue).sum();
    return gap(Math.max(MIN_GAP, length - sum));
  }

  /** Closes with a space of this length after the last mark. */
  List<Integer> gap(int length) {
    space(length);
    return micros;
  }

  private void add(int length, boolean mark) {
    int last = micros.size() - 1;
    if (mark == (micros.size() % 2 == 0)) {
      micros.add(length);
    } else {
      micros.set(last, micros.get(last) + length);
    }
  }
}
