package io.busbar.bridge.protocol;

import io.vertx.core.Future;

/** Translates one command onto the bus. */
@FunctionalInterface
interface ProtocolCommand {
  /**
   * Succeeds with the {@code data} of the response. Fails with a {@link
   * io.busbar.contracts.bus.HubFailure} only.
   */
  Future<?> perform(Asked asked);
}
