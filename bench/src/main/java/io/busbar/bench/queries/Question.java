package io.busbar.bench.queries;

import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * Something a store is asked.
 *
 * @param times how often: from the sixth time on PostgreSQL may use one plan for all arguments
 */
record Question(String name, int times, Supplier<Future<?>> ask) {
  private static final int OFTEN = 8;

  /** What changes nothing. */
  static Question often(String name, Supplier<Future<?>> ask) {
    return new Question(name, OFTEN, ask);
  }

  static Question once(String name, Supplier<Future<?>> ask) {
    return new Question(name, 1, ask);
  }
}
