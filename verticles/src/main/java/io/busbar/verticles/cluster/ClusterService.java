package io.busbar.verticles.cluster;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.cluster.ClusterContract;
import io.busbar.contracts.cluster.ClusterContract.ClusterStatus;
import io.busbar.contracts.cluster.ClusterContract.ClusterView;
import io.busbar.contracts.cluster.ClusterContract.Duty;
import io.busbar.contracts.cluster.ClusterContract.NodeReport;
import io.busbar.contracts.cluster.ClusterContract.NodeState;
import io.busbar.contracts.cluster.ClusterContract.NodeStatus;
import io.busbar.contracts.cluster.ClusterContract.ReadCluster;
import io.busbar.contracts.value.Nothing;
import io.busbar.contracts.value.Role;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Asks every node how it does. */
public final class ClusterService {
  private static final double NANOS_PER_MS = 1e6;

  private final HubBus bus;
  private final NodeEntry self;
  private final @Nullable ClusterStore store;
  private final NodeNumbers numbers;
  private ClusterView view;

  /**
   * @param store null: this node is alone
   */
  public ClusterService(
      HubBus bus, NodeEntry self, @Nullable ClusterStore store, NodeNumbers numbers) {
    this.bus = bus;
    this.self = self;
    this.store = store;
    this.numbers = numbers;
    this.view = new ClusterView(self.nodeId(), List.of(self.nodeId()));
  }

  String node() {
    return self.nodeId();
  }

  void viewChanged(ClusterView now) {
    view = now;
  }

  Future<NodeReport> report(Nothing question) {
    return Future.succeededFuture(
        new NodeReport(
            self.nodeId(),
            self.version(),
            self.epoch(),
            self.startedAt(),
            numbers.driverSessions().getAsInt(),
            numbers.ownedStates().getAsInt(),
            numbers.replicatedStates().getAsInt(),
            numbers.stateLag().getAsInt(),
            numbers.busOk().getAsBoolean()));
  }

  Future<ClusterStatus> status(ReadCluster question) {
    if (question.by() != null && question.by().role() != Role.ADMIN) {
      return Future.failedFuture(
          HubFailure.forbidden(
              "Only administrators look at the nodes.", "Ask an administrator of this hub."));
    }
    return entered().compose(entered -> ask(known(entered)));
  }

  /** Nodes with a lease and nodes in touch: one that has either is listed. */
  private Set<String> known(List<NodeEntry> entered) {
    Set<String> known = new TreeSet<>(view.nodes());
    entered.forEach(node -> known.add(node.nodeId()));
    return known;
  }

  private Future<ClusterStatus> ask(Set<String> nodes) {
    List<Future<NodeStatus>> asked = nodes.stream().map(this::ask).toList();
    return Future.all(asked).compose(all -> duties().map(duties -> status(all.list(), duties)));
  }

  private Future<NodeStatus> ask(String node) {
    long begin = System.nanoTime();
    return bus.request(ClusterContract.REPORT.at(node), Nothing.NOTHING)
        .map(report -> new NodeStatus(node, NodeState.UP, millisSince(begin), report))
        .otherwise(new NodeStatus(node, NodeState.SILENT, null, null));
  }

  private ClusterStatus status(List<NodeStatus> nodes, List<Duty> duties) {
    return new ClusterStatus(
        store != null, store == null ? null : self.cluster(), self.nodeId(), nodes, duties);
  }

  private Future<List<NodeEntry>> entered() {
    return store == null
        ? Future.succeededFuture(List.of())
        : store.living().otherwise(List.<NodeEntry>of());
  }

  private Future<List<Duty>> duties() {
    return store == null
        ? Future.succeededFuture(List.of())
        : store.duties().otherwise(List.<Duty>of());
  }

  private static double millisSince(long begin) {
    return Math.round((System.nanoTime() - begin) / NANOS_PER_MS * 10) / 10.0;
  }
}
