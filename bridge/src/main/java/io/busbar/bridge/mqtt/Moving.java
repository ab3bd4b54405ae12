package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.BrokerCounts.Counted;
import io.busbar.bridge.mqtt.ClientSession.DelayedWill;
import io.busbar.contracts.broker.BrokerContract;
import io.busbar.contracts.broker.BrokerContract.Claim;
import io.busbar.contracts.broker.BrokerContract.ClaimOf;
import io.busbar.contracts.broker.BrokerContract.Claimed;
import io.busbar.contracts.broker.BrokerContract.ClaimedSession;
import io.busbar.contracts.broker.BrokerContract.HeldSession;
import io.busbar.contracts.broker.BrokerContract.MoreOf;
import io.busbar.contracts.broker.BrokerContract.Numbered;
import io.busbar.contracts.broker.BrokerContract.Recalled;
import io.busbar.contracts.broker.BrokerContract.StoredSubscription;
import io.busbar.contracts.broker.BrokerContract.StoredWill;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes sessions over from other nodes. First it gathers what is published for them from now on,
 * then it asks every node for what is not yet stored everywhere, then it claims them: what their
 * holder had stored by then is left out of what was gathered. Broker's context only.
 */
final class Moving {
  private static final Logger log = LoggerFactory.getLogger(Moving.class);
  private static final Duration RETRY_AFTER = Duration.ofMillis(500);

  private final Vertx vertx;
  private final HubBus bus;
  private final Broker broker;
  private final Router router;
  private final Journal journal;
  private final ClusterPeers peers;
  private final Brotherhood others;
  private final BrokerMemory memory;
  private final Map<String, Collector> collectors = new HashMap<>();

  /** What sessions are brought into. */
  record Ground(
      Vertx vertx, Here here, HubBus bus, Broker broker, Router router, Journal journal) {}

  Moving(Ground ground, ClusterPeers peers, Brotherhood others, BrokerMemory memory) {
    this.vertx = ground.vertx();
    this.bus = ground.bus();
    this.broker = ground.broker();
    this.router = ground.router();
    this.journal = ground.journal();
    this.peers = peers;
    this.others = others;
    this.memory = memory;
  }

  /** Whether a session is on its way here. */
  boolean isMoving(String clientId) {
    return collectors.containsKey(clientId);
  }

  /** The number of the first message of a broker that was gathered and is nowhere else yet. */
  long first(String origin) {
    long first = Long.MAX_VALUE;
    for (Collector each : collectors.values()) {
      first = Math.min(first, each.first(origin));
    }
    return first;
  }

  /**
   * Takes sessions over, those that are still as they were found. Succeeds when they are here,
   * however long the store is away.
   */
  Future<Void> take(List<HeldSession> sessions) {
    List<Collector> begun = new ArrayList<>();
    for (HeldSession each : sessions) {
      String client = each.session().clientId();
      if (!isMoving(client) && broker.session(client) == null) {
        begun.add(begin(each));
      }
    }
    return begun.isEmpty()
        ? Future.succeededFuture()
        : others.recall().compose(recalled -> claim(begun, recalled));
  }

  /** Ends a session another node held, with all that is its own. */
  Future<Void> end(HeldSession held) {
    Claim claim = new Claim(peers.run(), true, List.of(claimOf(held, List.of())));
    return claimed(claim).map(this::ended);
  }

  private Collector begin(HeldSession held) {
    Map<String, Long> start = peers.heard().routed();
    Collector collector = new Collector(held, broker.limits().queuedMessages(), start);
    collectors.put(collector.clientId(), collector);
    for (StoredSubscription each : held.session().subscriptions()) {
      router.subscribe(collector, BrokerMemory.subscription(each));
    }
    return collector;
  }

  private Future<Void> claim(List<Collector> begun, List<Recalled> recalled) {
    Router again = new Router(broker.limits(), journal, broker.clock());
    for (Collector each : begun) {
      Receiver before = each.before();
      for (StoredSubscription filter : each.held().session().subscriptions()) {
        again.subscribe(before, BrokerMemory.subscription(filter));
      }
    }
    for (Recalled each : recalled) {
      for (Numbered message : each.messages()) {
        again.deliver(
            new Fanout(
                MessageFormat.read(message.message()),
                broker.now(),
                each.origin(),
                message.number(),
                message.former()));
      }
    }
    List<ClaimOf> all = begun.stream().map(each -> claimOf(each.held(), each.more())).toList();
    return claimed(new Claim(peers.run(), false, all))
        .onComplete(answer -> settle(begun, answer.succeeded() ? answer.result() : null))
        .mapEmpty();
  }

  private static ClaimOf claimOf(HeldSession held, List<MoreOf> more) {
    return new ClaimOf(
        held.session().clientId(), held.holder(), held.term(), held.nextTerm(), more);
  }

  /** Asks until it is known whether it was done. */
  private Future<Claimed> claimed(Claim claim) {
    return bus.request(BrokerContract.CLAIM, claim)
        .recover(
            cause -> {
              boolean refused =
                  cause instanceof HubFailure failure && failure.code() == FailureCode.INTERNAL;
              if (refused) {
                return Future.failedFuture(cause);
              }
              return vertx
                  .timer(RETRY_AFTER.toMillis(), TimeUnit.MILLISECONDS)
                  .compose(later -> claimed(claim));
            });
  }

  private void settle(List<Collector> begun, @Nullable Claimed claimed) {
    Map<String, ClaimedSession> taken = new HashMap<>();
    if (claimed != null) {
      claimed.sessions().forEach(each -> taken.put(each.session().clientId(), each));
    }
    for (Collector each : begun) {
      each.held()
          .session()
          .subscriptions()
          .forEach(filter -> router.unsubscribe(each, filter.filter()));
      collectors.remove(each.clientId());
      ClaimedSession session = taken.get(each.clientId());
      if (session != null) {
        install(session, each);
      }
    }
    peers.letGo();
  }

  private void install(ClaimedSession claimed, Collector collector) {
    ClientSession session = memory.take(claimed);
    collector.rest(claimed.heard()).forEach(each -> session.deliver(each.fanout(), each.grant()));
    broker.counts().count(Counted.SESSIONS_MOVED);
    peers.connected(session.clientId(), session.term());
    log.debug("The session of {} is here now", session.clientId());
  }

  private @Nullable Void ended(Claimed claimed) {
    for (ClaimedSession each : claimed.sessions()) {
      peers.connected(each.session().clientId(), each.term());
      StoredWill will = each.session().will();
      if (will != null) {
        broker.publishWill(
            new DelayedWill(MessageFormat.read(will.message()), will.delaySeconds(), 0));
      }
    }
    return null;
  }
}
