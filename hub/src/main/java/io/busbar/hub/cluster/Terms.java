package io.busbar.hub.cluster;

import io.busbar.hub.config.ConfigFault;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** On which terms two nodes belong together, and what to change where they do not. */
enum Terms {
  SECRET(
      "BUSBAR_CLUSTER_SECRET is not that of the other nodes.",
      "Give this node the secret of the others."),
  CLUSTER(
      "The other nodes belong to another cluster.",
      "Set BUSBAR_CLUSTER_NAME to theirs, or leave them out of BUSBAR_CLUSTER_MEMBERS."),
  VERSION(
      "The other nodes run another major version of Busbar.",
      "Install their version here, or this one there after stopping them all."),
  HOUSE(
      "The other nodes use another database.",
      "Nodes share one house through one PostgreSQL: set BUSBAR_DATABASE_URL to theirs."),
  CLOCK(
      "The clock of this node and that of the others are more than 5 s apart.",
      "Set the clocks right, e.g. with chrony or systemd-timesyncd, and start again."),
  NODE(
      "Another node has the same name.",
      "Set BUSBAR_NODE_ID to another one; a copied data directory has a copied name.");

  /** How far two clocks may be apart. */
  static final Duration CLOCKS = Duration.ofSeconds(5);

  private final String problem;
  private final String hint;

  Terms(String problem, String hint) {
    this.problem = problem;
    this.hint = hint;
  }

  /** The first term that two nodes with one secret do not meet. */
  static Optional<Terms> broken(Hello one, Hello other) {
    if (!one.cluster().equals(other.cluster())) {
      return Optional.of(CLUSTER);
    }
    if (!major(one.version()).equals(major(other.version()))) {
      return Optional.of(VERSION);
    }
    if (!one.house().equals(other.house())) {
      return Optional.of(HOUSE);
    }
    if (areApart(one.clock(), other.clock())) {
      return Optional.of(CLOCK);
    }
    return one.node().equals(other.node()) ? Optional.of(NODE) : Optional.empty();
  }

  static boolean areApart(Instant one, Instant other) {
    return Duration.between(one, other).abs().compareTo(CLOCKS) > 0;
  }

  /** What nodes must have in common of {@code 1.2.3}. */
  static String major(String version) {
    return version.split("\\.", 2)[0];
  }

  ConfigFault fault() {
    return new ConfigFault(problem, hint);
  }

  /** As above, saying more. */
  ConfigFault fault(String detail) {
    return new ConfigFault(problem + " " + detail, hint);
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
