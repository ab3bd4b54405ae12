package io.busbar.faults.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes the list of faults of a run. The same options, the same list. */
public final class Schedule {
  private static final int DATABASE = -1;
  private static final int CHOICES = 1_000;
  private static final int QUIET_FROM = 3_000;
  private static final int QUIET_TO = 9_000;
  private static final int LONG_FROM = 45_000;
  private static final int LONG_TO = 75_000;
  private static final int LONG_EACH = 4;

  private Schedule() {}

  /**
   * One fault after the other, until the time is up. Each fourth comes after a quiet time that is
   * longer than the recovery of the house: in it nothing may be missing.
   */
  public static List<Planned> of(Options options) {
    List<Kind> kinds = options.plans().stream().sorted().toList();
    List<Planned> planned = new ArrayList<>();
    if (kinds.isEmpty()) {
      return planned;
    }
    Random random = new Random(options.seed());
    long used = 0;
    while (used < options.seconds() * 1000L) {
      Kind kind = kinds.get(random.nextInt(kinds.size()));
      int after =
          planned.size() % LONG_EACH == LONG_EACH - 1
              ? between(random, LONG_FROM, LONG_TO)
              : between(random, QUIET_FROM, QUIET_TO);
      int duration = duration(kind, random);
      int node = random.nextInt(options.nodes()) + 1;
      boolean ofDatabase = kind == Kind.DATABASE || kind == Kind.DISK;
      planned.add(
          new Planned(
              Duration.ofMillis(after),
              kind,
              ofDatabase ? DATABASE : node,
              Duration.ofMillis(duration),
              random.nextInt(CHOICES)));
      used += after + duration;
    }
    return planned;
  }

  private static int duration(Kind kind, Random random) {
    return switch (kind) {
      case KILL, RESTART -> between(random, 100, 8_000);
      // Shorter and longer than the five seconds after which a node is missed.
      case FREEZE ->
          random.nextBoolean() ? between(random, 500, 3_000) : between(random, 7_000, 14_000);
      case DATABASE -> between(random, 100, 6_000);
      // Healed before leases end, and long after.
      case PARTITION ->
          random.nextBoolean() ? between(random, 2_000, 6_000) : between(random, 30_000, 35_000);
      case LOSS -> between(random, 5_000, 15_000);
      case CLOCK -> between(random, 5_000, 15_000);
      case DISK -> between(random, 5_000, 15_000);
    };
  }

  private static int between(Random random, int from, int to) {
    return from + random.nextInt(to - from);
  }
}
