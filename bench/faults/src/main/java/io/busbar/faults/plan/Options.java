package io.busbar.faults.plan;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is asked of a run.
 *
 * @param nodes how many hubs, 1 to 3
 * @param seed everything random follows from it
 * @param seconds how long load and faults last
 * @param plans the kinds of faults
 * @param bug what is planted
 */
public record Options(int nodes, long seed, int seconds, Set<Kind> plans, Bug bug) {
  private static final int MOST_NODES = 3;
  private static final int LEAST_SECONDS = 20;
  private static final int MOST_SECONDS = 24 * 3600;

  public Options {
    plans = Set.copyOf(plans);
    if (nodes < 1 || nodes > MOST_NODES) {
      throw new IllegalArgumentException("-n must be 1 to 3.");
    }
    if (seconds < LEAST_SECONDS || seconds > MOST_SECONDS) {
      throw new IllegalArgumentException("-t must be 20 to 86400.");
    }
  }

  /**
   * Reads the command line.
   *
   * @param someSeed used when none is given
   * @throws IllegalArgumentException says what is wrong and what is possible
   */
  public static Options read(List<String> arguments, long someSeed) {
    int nodes = 1;
    long seed = someSeed;
    int seconds = 120;
    Set<Kind> plans = EnumSet.of(Kind.KILL, Kind.FREEZE, Kind.DATABASE);
    Bug bug = Bug.NONE;
    for (int i = 0; i < arguments.size(); i += 2) {
      if (i + 1 == arguments.size()) {
        throw new IllegalArgumentException(arguments.get(i) + " wants a value.");
      }
      String value = arguments.get(i + 1);
      switch (arguments.get(i)) {
        case "-n" -> nodes = Integer.parseInt(value);
        case "-s" -> seed = Long.parseLong(value);
        case "-t" -> seconds = Integer.parseInt(value);
        case "--plan" -> plans = kinds(value);
        case "--bug" -> bug = Bug.of(value);
        default ->
            throw new IllegalArgumentException(
                arguments.get(i) + " is not known; -n -s -t --plan --bug are.");
      }
    }
    return new Options(nodes, seed, seconds, plans, bug);
  }

  /** The same without some kinds of faults. */
  public Options without(Set<Kind> kinds) {
    Set<Kind> left = EnumSet.noneOf(Kind.class);
    plans.stream().filter(kind -> !kinds.contains(kind)).forEach(left::add);
    return new Options(nodes, seed, seconds, left, bug);
  }

  private static Set<Kind> kinds(String list) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    if (list.equals("none")) {
      return kinds;
    }
    for (String word : list.split(",", -1)) {
      kinds.add(Kind.valueOf(word.strip().toUpperCase(Locale.ROOT)));
    }
    return kinds;
  }
}
