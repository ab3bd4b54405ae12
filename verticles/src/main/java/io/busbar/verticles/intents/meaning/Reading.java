package io.busbar.verticles.intents.meaning;

import io.busbar.contracts.intents.ParsedIntent;

/**
 * One thing a sentence may mean.
 *
 * @param isOfHouse whether what it names is there at all
 * @param isRelative whether it depends on the present state
 */
record Reading(ParsedIntent intent, boolean isOfHouse, boolean isRelative) {
  private int rank() {
    if (!isOfHouse) {
      return 0;
    }
    return Planned.Refusal.NOT_OFFERED.name().equals(intent.reason()) ? 1 : 2;
  }

  /** Whether this is a better reading than another that was found before. */
  boolean isBetterThan(Reading other) {
    if (rank() != other.rank()) {
      return rank() > other.rank();
    }
    return intent.confidence() > other.intent.confidence();
  }
}
