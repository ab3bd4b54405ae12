package io.busbar.drivers.discovery;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The names of commands that may come, as long as a device has them. Case does not matter. Not for
 * several threads.
 */
final class CommandNames {
  private final int max;
  private final Consumer<String> come;
  private final Consumer<String> gone;
  private final Map<String, Integer> users = new HashMap<>();
  private final Map<String, Set<String>> taken = new HashMap<>();

  /**
   * @param max how many different ones there may be
   * @param come told of a name that was not there
   * @param gone told of a name no device has any more
   */
  CommandNames(int max, Consumer<String> come, Consumer<String> gone) {
    this.max = max;
    this.come = come;
    this.gone = gone;
  }

  /** The names of a device instead of those it had; false when not all of them fit. */
  boolean take(String device, Collection<String> names) {
    Set<String> wanted = new LinkedHashSet<>();
    names.forEach(name -> wanted.add(name.toLowerCase(Locale.ROOT)));
    Set<String> before = taken.getOrDefault(device, Set.of());
    before.stream().filter(name -> !wanted.contains(name)).forEach(this::drop);
    Set<String> after = new LinkedHashSet<>();
    for (String name : wanted) {
      if (before.contains(name) || use(name)) {
        after.add(name);
      }
    }
    taken.put(device, after);
    return after.size() == wanted.size();
  }

  /** A device has gone; harmless when it had none. */
  void release(String device) {
    Set<String> names = taken.remove(device);
    if (names != null) {
      names.forEach(this::drop);
    }
  }

  private boolean use(String name) {
    if (!users.containsKey(name)) {
      if (users.size() >= max) {
        return false;
      }
      come.accept(name);
    }
    int ignored = users.merge(name, 1, Integer::sum);
    return true;
  }

  private void drop(String name) {
    boolean last = users.computeIfPresent(name, (same, n) -> n > 1 ? n - 1 : null) == null;
    if (last) {
      gone.accept(name);
    }
  }
}
