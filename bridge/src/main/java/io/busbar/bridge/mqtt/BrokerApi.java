package io.busbar.bridge.mqtt;

import io.busbar.contracts.bus.Subscription;
import io.vertx.core.Future;

/** The hub's own broker as other parts of the hub use it, from any context. */
public interface BrokerApi extends MessageLink {
  /**
   * Is asked and told what clients do, on the broker's context, until the subscription ends. Before
   * the broker is open too: then no client comes that the hook is not asked about.
   */
  Future<Subscription> hook(BrokerHook hook);
}
