package io.busbar.bridge.mqtt;

import io.busbar.contracts.broker.BrokerContract;
import io.busbar.contracts.broker.BrokerContract.Adopt;
import io.busbar.contracts.broker.BrokerContract.Join;
import io.busbar.contracts.broker.BrokerContract.Recall;
import io.busbar.contracts.broker.BrokerContract.Recalled;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.cluster.ClusterContract.ClusterView;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which brokers there are. One that goes counts until the first of those that are left has adopted
 * its sessions. Broker's context only.
 */
final class Brotherhood {
  private static final Logger log = LoggerFactory.getLogger(Brotherhood.class);

  private final Here here;
  private final HubBus bus;
  private final String node;
  private final ClusterPeers peers;
  private final Supplier<ClusterView> view;
  private final Map<String, String> joined = new TreeMap<>();
  private final Set<String> asking = new TreeSet<>();
  private final Set<String> leaving = new TreeSet<>();
  private Function<String, Future<Void>> adopt = gone -> Future.succeededFuture();

  Brotherhood(Here here, HubBus bus, String node, ClusterPeers peers, Supplier<ClusterView> view) {
    this.here = here;
    this.bus = bus;
    this.node = node;
    this.peers = peers;
    this.view = view;
  }

  /**
   * @param adoption adopts here what a life has left; empty: whatever nobody holds
   */
  void adoptWith(Function<String, Future<Void>> adoption) {
    adopt = adoption;
  }

  /** Tells every node that this broker is there. Succeeds when each has heard it or has none. */
  Future<Void> join() {
    List<Future<Void>> asked = new ArrayList<>();
    for (String other : view.get().nodes()) {
      if (!other.equals(node) && !joined.containsKey(other) && asking.add(other)) {
        asked.add(join(other));
      }
    }
    return Future.join(asked).transform(all -> Future.succeededFuture());
  }

  /** Adopts whatever nobody holds, at the first broker. */
  Future<Void> adoptOrphans() {
    return adopt("");
  }

  /** Another broker tells that it is there. */
  Future<Join> joined(Join other) {
    count(other);
    return Future.succeededFuture(new Join(node, peers.run()));
  }

  /** The nodes this one is in touch with have changed. */
  void viewChanged(ClusterView now) {
    for (Map.Entry<String, String> each : List.copyOf(joined.entrySet())) {
      if (!now.has(each.getKey())) {
        joined.remove(each.getKey());
        leave(each.getValue());
      }
    }
    Future<Void> unused = join();
  }

  /** Once a second. */
  void tick() {
    Future<Void> unused = join();
    peers.tick(joined.values());
    for (String gone : List.copyOf(leaving)) {
      settle(gone);
    }
  }

  /** Whether this broker does what one of them does for all. */
  boolean isFirst() {
    return first().equals(node);
  }

  /** Whether the broker of a life is counted. */
  boolean counts(String run) {
    return joined.containsValue(run);
  }

  /** The node a life belongs to, if its broker is there; null: it is not, or it is this one. */
  @Nullable String nodeOf(@Nullable String run) {
    for (Map.Entry<String, String> each : joined.entrySet()) {
      if (each.getValue().equals(run)) {
        return each.getKey();
      }
    }
    return null;
  }

  /** Everything that was published and is not stored everywhere. Succeeds in any case. */
  Future<List<Recalled>> recall() {
    List<Future<Recalled>> asked = new ArrayList<>();
    Recall question = new Recall(peers.run());
    asked.add(peers.recall(question));
    for (String other : joined.keySet()) {
      asked.add(bus.request(BrokerContract.RECALL.at(other), question));
    }
    return here.back(Future.join(asked))
        .transform(
            all ->
                Future.succeededFuture(
                    asked.stream().filter(Future::succeeded).map(Future::result).toList()));
  }

  private Future<Void> join(String other) {
    return here.back(bus.request(BrokerContract.JOIN.at(other), new Join(node, peers.run())))
        .onSuccess(this::count)
        .onComplete(answer -> asking.remove(other))
        .mapEmpty();
  }

  private void count(Join other) {
    String before = joined.put(other.node(), other.run());
    if (before != null && !before.equals(other.run())) {
      leave(before);
    }
    if (!other.run().equals(before)) {
      log.info("The MQTT broker of {} is there", other.node());
      leaving.remove(other.run());
      peers.joined(other.run());
    }
  }

  private void leave(String gone) {
    leaving.add(gone);
    settle(gone);
  }

  /** Waits for it no more once what it left is in other hands; until then it is tried again. */
  private void settle(String gone) {
    if (!asking.add(gone)) {
      return;
    }
    adopt(gone)
        .onComplete(
            answer -> {
              asking.remove(gone);
              if (answer.succeeded() && leaving.remove(gone)) {
                peers.told().leave(gone);
              }
            });
  }

  private Future<Void> adopt(String gone) {
    String first = first();
    return first.equals(node)
        ? adopt.apply(gone)
        : here.back(bus.request(BrokerContract.ADOPT.at(first), new Adopt(gone))).mapEmpty();
  }

  private String first() {
    ClusterView now = view.get();
    for (String other : joined.keySet()) {
      if (other.compareTo(node) < 0 && now.has(other)) {
        return other;
      }
    }
    return node;
  }
}
