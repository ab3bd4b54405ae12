package io.busbar.verticles.cluster;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.cluster.ClusterContract;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Wires {@link ClusterContract}. */
public final class ClusterVerticle extends VerticleBase {
  private final HubBus bus;
  private final ClusterService cluster;

  public ClusterVerticle(HubBus bus, ClusterService cluster) {
    this.bus = bus;
    this.cluster = cluster;
  }

  @Override
  public Future<?> start() {
    return Future.all(
        bus.listenHere(ClusterContract.VIEW, cluster::viewChanged),
        bus.serve(ClusterContract.STATUS, cluster::status),
        bus.serve(ClusterContract.REPORT.at(cluster.node()), cluster::report));
  }
}
