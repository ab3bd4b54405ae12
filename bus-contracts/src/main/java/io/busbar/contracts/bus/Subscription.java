package io.busbar.contracts.bus;

import io.vertx.core.Future;

/** A running listener or server of the bus. */
@FunctionalInterface
public interface Subscription {
  /** Ends it; succeeds when the whole cluster knows. Ending twice is harmless. */
  Future<Void> end();
}
