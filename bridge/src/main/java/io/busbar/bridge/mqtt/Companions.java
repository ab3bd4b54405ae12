package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.packet.Reason;
import io.busbar.contracts.broker.BrokerContract;
import io.busbar.contracts.broker.BrokerContract.Adopt;
import io.busbar.contracts.broker.BrokerContract.ClientConnected;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.cluster.ClusterContract;
import io.busbar.contracts.value.Nothing;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** What a broker has beside its own parts when there are other nodes. Broker's context only. */
final class Companions {
  private static final int SWEEP_EVERY = 10;

  private final HubBus bus;
  private final String node;
  private final Neighbours neighbours;
  private final ClusterPeers peers;
  private final Brotherhood brotherhood;
  private final List<Subscription> subscriptions = new ArrayList<>();
  private long ticks;

  Companions(
      Context context,
      HubBus bus,
      String node,
      Neighbours neighbours,
      Journal journal,
      Router router) {
    this.bus = bus;
    this.node = node;
    this.neighbours = neighbours;
    this.peers = new ClusterPeers(context, bus, node, neighbours.run(), journal, router);
    this.brotherhood = new Brotherhood(new Here(context), bus, node, peers, neighbours.view());
  }

  ClusterPeers peers() {
    return peers;
  }

  /** Succeeds when the others count this broker, and what nobody held is held. */
  Future<Void> start(Moving.Ground ground, BrokerMemory memory, Gate gate) {
    Broker broker = ground.broker();
    Router router = ground.router();
    Moving moving = new Moving(ground, peers, brotherhood, memory);
    Claims claims = new Claims(ground, peers, brotherhood, moving);
    Adoption adoption = new Adoption(bus, neighbours, moving, claims);
    brotherhood.adoptWith(adoption::adopt);
    peers.keepBack(moving::first);
    peers.takeFrom(brotherhood::counts);
    ground.journal().fence(new Holdings(broker, peers));
    gate.claimWith(claims);
    router.beginRestore();
    return listen(broker)
        .compose(heard -> serve(claims, adoption))
        .compose(served -> memory.restoreRetained())
        .onComplete(read -> router.endRestore())
        .compose(read -> brotherhood.join())
        .compose(joined -> adopt());
  }

  /** Once a second. */
  void tick() {
    brotherhood.tick();
    ticks++;
    if (ticks % SWEEP_EVERY == 0 && brotherhood.isFirst()) {
      brotherhood.adoptOrphans().onFailure(later -> {}); // It is tried again soon.
    }
  }

  Future<Void> stop() {
    return Future.join(subscriptions.stream().map(Subscription::end).toList()).mapEmpty();
  }

  private Future<Void> adopt() {
    return brotherhood.isFirst()
        ? brotherhood.adoptOrphans()
        : brotherhood.adoptOrphans().otherwiseEmpty(); // The first one goes on trying.
  }

  private Future<Void> listen(Broker broker) {
    return Future.all(
            bus.listen(BrokerContract.PUBLISHED, peers::published),
            bus.listen(BrokerContract.CLIENT_CONNECTED, event -> connected(broker, event)),
            bus.listenHere(ClusterContract.VIEW, brotherhood::viewChanged))
        .onSuccess(all -> subscriptions.addAll(all.list()))
        .mapEmpty();
  }

  private Future<Void> serve(Claims claims, Adoption adoption) {
    return Future.all(
            bus.serve(BrokerContract.JOIN.at(node), brotherhood::joined),
            bus.serve(BrokerContract.CONFIRM.at(node), peers::confirmed),
            bus.serve(BrokerContract.RECALL.at(node), peers::recall),
            bus.serve(BrokerContract.RELEASE.at(node), claims::release),
            bus.serve(BrokerContract.ADOPT.at(node), asked -> adopt(adoption, asked)))
        .onSuccess(all -> subscriptions.addAll(all.list()))
        .mapEmpty();
  }

  private static Future<Nothing> adopt(Adoption adoption, Adopt asked) {
    return adoption.adopt(asked.run()).map(Nothing.NOTHING);
  }

  private void connected(Broker broker, ClientConnected event) {
    if (event.node().equals(node)) {
      return;
    }
    if (event.term() == 0) {
      broker.disconnect(event.clientId(), Reason.SESSION_TAKEN_OVER);
    } else {
      broker.cede(event.clientId(), event.term());
    }
  }
}
