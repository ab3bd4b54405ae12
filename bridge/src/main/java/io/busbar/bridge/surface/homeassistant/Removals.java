package io.busbar.bridge.surface.homeassistant;

import java.util.HashMap;
import java.util.Map;

/**
 * What was removed while answers were on their way, which may still tell of it. Used on one
 * context; it remembers nothing while no answer is awaited.
 */
final class Removals {
  private final Map<Object, Long> removed = new HashMap<>();
  private long count;
  private int awaited;

  /** A question is asked; answers what to judge its answer by. */
  long asked() {
    awaited++;
    return count;
  }

  /** A question was answered, or never will be. */
  void answered() {
    awaited--;
    if (awaited == 0) {
      removed.clear();
    }
  }

  void removed(Object id) {
    if (awaited > 0) {
      count++;
      removed.put(id, count);
    }
  }

  /** Whether it was not removed since a question was asked. */
  boolean isThere(Object id, long asked) {
    return removed.getOrDefault(id, 0L) <= asked;
  }
}
