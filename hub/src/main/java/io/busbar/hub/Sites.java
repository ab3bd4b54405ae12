package io.busbar.hub;

import io.busbar.hub.cluster.ClusterNode;
import io.busbar.hub.cluster.Duty;
import io.busbar.hub.cluster.Tenure;
import io.busbar.verticles.cluster.PgClusterStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;

/** Where things run that only one node may do: here, when it is alone, or where the duty is. */
final class Sites {
  private final Node node;
  private final Deployments deployed;

  Sites(Node node, Deployments deployed) {
    this.node = node;
    this.deployed = deployed;
  }

  /**
   * Succeeds when it runs here, or is somebody else's duty.
   *
   * @param lease how long after the death of one node another takes it
   */
  Future<Void> add(
      String duty, Duration lease, Supplier<Future<Void>> begin, Supplier<Future<Void>> end) {
    return add(duty, lease, begin, end, new Tenure());
  }

  /**
   * As above.
   *
   * @param tenure told how long it may run here; nobody tells it where a node is alone
   */
  Future<Void> add(
      String duty,
      Duration lease,
      Supplier<Future<Void>> begin,
      Supplier<Future<Void>> end,
      Tenure tenure) {
    ClusterNode cluster = node.cluster();
    if (cluster == null) {
      deployed.undoWith(end::get);
      return begin.get();
    }
    PgClusterStore store = new PgClusterStore(node.database());
    return deployed.add(new Duty(store, cluster.self(), duty, lease, begin, end, tenure));
  }
}
