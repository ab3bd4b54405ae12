package io.busbar.bridge.rest;

import io.busbar.contracts.value.Principal;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Serves an operation that is no question on the bus, named by {@code x-busbar-handler}. */
@FunctionalInterface
public interface HandWritten {
  /**
   * Answers a request that passed authentication and the checks of its parameters. Succeeds when
   * the answer has begun; a failure before that is written in the surface's envelope.
   *
   * @param by null for an operation without authentication
   */
  Future<Void> serve(Exchange exchange, @Nullable Principal by);
}
