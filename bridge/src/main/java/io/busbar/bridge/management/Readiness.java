package io.busbar.bridge.management;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/** Named checks that together say whether this node can serve. Safe for use by many threads. */
public final class Readiness {
  private final Map<String, Supplier<Check>> checks = new ConcurrentSkipListMap<>();

  /**
   * The outcome of one check.
   *
   * @param detail for a person; empty when nothing is to be said
   */
  public record Check(boolean up, String detail) {
    /** All is well. */
    public static final Check UP = new Check(true, "");

    /** Not well, and why. */
    public static Check down(String detail) {
      return new Check(false, detail);
    }

    /** Up or down with this reason. */
    public static Check of(boolean up, String detailWhenDown) {
      return up ? UP : down(detailWhenDown);
    }
  }

  /**
   * All checks at one moment.
   *
   * @param ready whether every check is up
   */
  public record Report(boolean ready, Map<String, Check> checks) {}

  /** Adds a check, or replaces the one of this name. It must answer at once. */
  public void put(String name, Supplier<Check> check) {
    checks.put(name, check);
  }

  /** Forgets a check. */
  public void remove(String name) {
    checks.remove(name);
  }

  /** Asks every check. */
  public Report report() {
    Map<String, Check> results = new LinkedHashMap<>();
    checks.forEach((name, check) -> results.put(name, check.get()));
    return new Report(results.values().stream().allMatch(Check::up), results);
  }
}
