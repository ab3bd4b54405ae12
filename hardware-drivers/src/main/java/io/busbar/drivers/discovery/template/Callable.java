package io.busbar.drivers.discovery.template;

import org.jspecify.annotations.Nullable;

/** A filter, test, method or function. */
@FunctionalInterface
interface Callable {
  /**
   * Computes it.
   *
   * @param value what it is asked of; null for a function
   */
  @Nullable Object call(Evaluation run, @Nullable Object value, Arguments arguments);
}
