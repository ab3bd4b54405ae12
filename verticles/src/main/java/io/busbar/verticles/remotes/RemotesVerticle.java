package io.busbar.verticles.remotes;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.remotes.RemotesContract;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Wires remotes to their addresses. */
public final class RemotesVerticle extends VerticleBase {
  private final HubBus bus;
  private final RemotesService remotes;

  public RemotesVerticle(HubBus bus, RemotesService remotes) {
    this.bus = bus;
    this.remotes = remotes;
  }

  @Override
  public Future<?> start() {
    return bus.serve(RemotesContract.PRESS, remotes::press);
  }
}
