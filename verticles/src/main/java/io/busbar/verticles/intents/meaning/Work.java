package io.busbar.verticles.intents.meaning;

/** How much more may be tried for one sentence; whatever the sentence, it ends soon. */
final class Work {
  private static final int STEPS = 40_000;

  private int left = STEPS;

  /** Whether there is enough left; takes it then. */
  boolean spend(int steps) {
    left -= steps;
    return left >= 0;
  }
}
