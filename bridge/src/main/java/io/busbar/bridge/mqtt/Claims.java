package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.packet.Packet.Connect;
import io.busbar.bridge.mqtt.packet.Reason;
import io.busbar.contracts.broker.BrokerContract;
import io.busbar.contracts.broker.BrokerContract.BeginSession;
import io.busbar.contracts.broker.BrokerContract.FindSession;
import io.busbar.contracts.broker.BrokerContract.Found;
import io.busbar.contracts.broker.BrokerContract.HeldSession;
import io.busbar.contracts.broker.BrokerContract.Release;
import io.busbar.contracts.broker.BrokerContract.StoredSession;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Nothing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Sees to it that a session is at this node before its client is let in, and at no other. Broker's
 * context only.
 */
final class Claims {
  private static final int MOST_ATTEMPTS = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration ANOTHER_LOOK = Duration.ofMillis(50);

  private final Vertx vertx;
  private final Here here;
  private final HubBus bus;
  private final Broker broker;
  private final ClusterPeers peers;
  private final Brotherhood others;
  private final Moving moving;
  private final Map<String, Future<Entry>> turns = new HashMap<>();

  /** Who wants in. */
  private record Asked(String clientId, String username, boolean clean, long expirySeconds) {
    boolean keeps() {
      return expirySeconds > 0;
    }
  }

  Claims(Moving.Ground ground, ClusterPeers peers, Brotherhood others, Moving moving) {
    this.vertx = ground.vertx();
    this.here = ground.here();
    this.bus = ground.bus();
    this.broker = ground.broker();
    this.peers = peers;
    this.others = others;
    this.moving = moving;
  }

  /**
   * Succeeds when the client can be let in: its session, if it is kept, is here. Fails as {@link
   * Gate#reason} understands; what was begun goes on, and the session is here for the next try.
   */
  Future<Entry> ready(Connect connect, Access access) {
    String name = connect.clientId().isEmpty() ? broker.newName() : connect.clientId();
    Asked asked =
        new Asked(
            name,
            access.username(),
            connect.cleanStart(),
            Handshake.expiry(connect, broker.limits()));
    Future<Entry> before = turns.get(name);
    Future<Entry> turn =
        before == null ? prepare(asked, 0) : before.transform(done -> prepare(asked, 0));
    turns.put(name, turn);
    Future<Entry> inTime =
        turn.onComplete(done -> turns.remove(name, turn))
            .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    return here.back(inTime).recover(cause -> Future.failedFuture(failure(cause)));
  }

  /** Succeeds when nobody is on the way any more who was when this was asked. */
  Future<Void> settled() {
    return Future.join(List.copyOf(turns.values())).transform(all -> Future.succeededFuture());
  }

  /** Ends a client's connection and succeeds when what it left is on disk. */
  Future<Nothing> release(Release release) {
    broker.disconnect(release.clientId(), Reason.SESSION_TAKEN_OVER);
    return broker
        .journal()
        .durable()
        .compose(
            stored ->
                peers
                    .confirmed(peers.lastPublished())
                    .timeout(1, TimeUnit.SECONDS)
                    .transform(told -> Future.succeededFuture(Nothing.NOTHING)));
  }

  private Future<Entry> prepare(Asked asked, int attempt) {
    if (attempt > MOST_ATTEMPTS) {
      return Future.failedFuture(unavailable());
    }
    ClientSession local = broker.session(asked.clientId());
    if (local != null && local.isOnDisk()) {
      if (!asked.clean()) {
        return Future.succeededFuture(new Entry(asked.clientId(), local.term()));
      }
      broker.forget(local);
    }
    return broker
        .journal()
        .durable()
        .compose(
            stored -> bus.request(BrokerContract.FIND_SESSION, new FindSession(asked.clientId())))
        .compose(found -> claim(asked, found, attempt));
  }

  private Future<Entry> claim(Asked asked, Found found, int attempt) {
    HeldSession held = found.held();
    if (held == null) {
      return asked.keeps()
          ? begin(asked, found.term(), attempt)
          : Future.succeededFuture(new Entry(asked.clientId(), found.term()));
    }
    if (!held.session().username().equals(asked.username())) {
      return Future.failedFuture(
          HubFailure.forbidden("The session belongs to somebody else.", "Use another client id."));
    }
    if (moving.isMoving(asked.clientId()) || broker.session(asked.clientId()) != null) {
      return vertx
          .timer(ANOTHER_LOOK.toMillis(), TimeUnit.MILLISECONDS)
          .compose(later -> prepare(asked, attempt + 1));
    }
    return release(held)
        .compose(
            released -> asked.clean() ? moving.end(held) : moving.take(List.of(held)).mapEmpty())
        .compose(
            moved ->
                prepare(
                    new Asked(asked.clientId(), asked.username(), false, asked.expirySeconds()),
                    attempt + 1));
  }

  private Future<Entry> begin(Asked asked, long term, int attempt) {
    StoredSession session =
        new StoredSession(
            asked.clientId(),
            asked.username(),
            asked.expirySeconds(),
            broker.clock().instant(),
            0,
            null,
            List.of(),
            Set.of(),
            List.of());
    return bus.request(BrokerContract.BEGIN_SESSION, new BeginSession(peers.run(), term, session))
        .compose(
            begun -> {
              if (!begun.isNew()) {
                return prepare(asked, attempt + 1);
              }
              broker.beginFresh(asked.clientId(), asked.username(), asked.expirySeconds(), term);
              return Future.succeededFuture(new Entry(asked.clientId(), term));
            });
  }

  /** Succeeds in any case: who does not answer is fenced off by the claim. */
  private Future<Void> release(HeldSession held) {
    String holder = others.nodeOf(held.holder());
    return holder == null
        ? Future.succeededFuture()
        : here.back(
                bus.request(
                    BrokerContract.RELEASE.at(holder), new Release(held.session().clientId())))
            .transform(done -> Future.succeededFuture());
  }

  private static Throwable failure(Throwable cause) {
    return cause instanceof HubFailure ? cause : unavailable();
  }

  private static HubFailure unavailable() {
    return HubFailure.unavailable(
        "The session is not here yet.", "It is on its way; connect again in a few seconds.");
  }
}
