package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.model.Message;
import io.busbar.contracts.broker.BrokerContract;
import io.busbar.contracts.broker.BrokerContract.ClientConnected;
import io.busbar.contracts.broker.BrokerContract.Confirm;
import io.busbar.contracts.broker.BrokerContract.MessagePublished;
import io.busbar.contracts.broker.BrokerContract.Numbered;
import io.busbar.contracts.broker.BrokerContract.Recall;
import io.busbar.contracts.broker.BrokerContract.Recalled;
import io.busbar.contracts.broker.BrokerContract.TakenAs;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.value.Bytes;
import io.busbar.contracts.value.Nothing;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the other brokers what is published here until they have it, and takes what they tell, each
 * message once and in order. Broker's context only.
 */
final class ClusterPeers implements Peers {
  private static final Logger log = LoggerFactory.getLogger(ClusterPeers.class);
  private static final int TOLD_AGAIN = 500;

  private final Context context;
  private final HubBus bus;
  private final String node;
  private final String run;
  private final Told told = new Told();
  private final Heard heard = new Heard();
  private final Set<String> unconfirmed = new HashSet<>();
  private final Map<String, Long> lastSeen = new HashMap<>();
  private final Journal journal;
  private final Router router;
  private ToLongFunction<String> keptBack = origin -> Long.MAX_VALUE;
  private Predicate<String> counted = origin -> true;
  private boolean confirming;

  ClusterPeers(
      Context context, HubBus bus, String node, String run, Journal journal, Router router) {
    this.context = context;
    this.bus = bus;
    this.node = node;
    this.run = run;
    this.journal = journal;
    this.router = router;
    told.join(run);
  }

  /**
   * @param first the number of an origin's first message that is neither stored nor unwanted, but
   *     gathered for a session on its way here
   */
  void keepBack(ToLongFunction<String> first) {
    keptBack = first;
  }

  /**
   * @param brokers whose messages are taken: what one tells that the others went on without came to
   *     them by other ways, or is told again when it is counted
   */
  void takeFrom(Predicate<String> brokers) {
    counted = brokers;
  }

  Told told() {
    return told;
  }

  Heard heard() {
    return heard;
  }

  @Override
  public String run() {
    return run;
  }

  @Override
  public long published(Message message, boolean byClient) {
    return tell(message, byClient, null);
  }

  @Override
  public @Nullable TakenAs again(Message message, Receiver from, TakenAs former) {
    if (former.origin().equals(run)) {
      return null;
    }
    TakenAs taken = new TakenAs(run, tell(message, true, former));
    if (heard.takesAgain(former)) {
      routed(router.routeAgain(message, from, taken, former));
    } else {
      heard.tookOwn(node, run, taken.number());
      confirmSoon(node, run, true);
    }
    return taken;
  }

  private long tell(Message message, boolean byClient, @Nullable TakenAs former) {
    Bytes bytes = MessageFormat.write(message);
    boolean counted = message.qos() > 0 && (byClient || !told.isFull());
    long number = counted ? told.tell(bytes, former) : 0;
    bus.publish(
        BrokerContract.PUBLISHED,
        new MessagePublished(node, bytes, run, number, told.floor(), former));
    return number;
  }

  @Override
  public void routed(Fanout fanout) {
    if (fanout.number() > 0) {
      heard.tookOwn(node, run, fanout.number());
      confirmSoon(node, run, fanout.mustBeStored());
    }
  }

  @Override
  public Future<Void> confirmed(long number) {
    return told.confirmed(number);
  }

  @Override
  public long lastPublished() {
    return told.last();
  }

  @Override
  public boolean isFull() {
    return told.isFull();
  }

  @Override
  public void connected(String clientId, long term) {
    bus.publish(BrokerContract.CLIENT_CONNECTED, new ClientConnected(node, clientId, term));
  }

  /** Another node published a message, or tells it again. */
  void published(MessagePublished event) {
    if (event.node().equals(node)) {
      return;
    }
    String origin = event.origin();
    if (origin == null || event.number() == 0) {
      Fanout unused = router.routeFar(MessageFormat.read(event.message()), null, 0, null);
    } else if (!counted.test(origin)) {
      log.debug("A message of {} is not taken: it is not there any more", event.node());
    } else if (heard.takes(event.node(), origin, event.number(), event.floor())) {
      confirmSoon(event.node(), origin, routes(event, origin));
    } else {
      confirmSoon(event.node(), origin, false);
    }
  }

  /** Whether its confirmation waits for the disk; that of a message that came before does, too. */
  private boolean routes(MessagePublished event, String origin) {
    if (!heard.isNew(origin, event.number(), event.former())) {
      return true;
    }
    Message message = MessageFormat.read(event.message());
    return router.routeFar(message, origin, event.number(), event.former()).mustBeStored();
  }

  Future<Nothing> confirmed(Confirm confirm) {
    if (confirm.origin().equals(run)) { // Numbers of a life before say nothing of this one.
      told.confirm(confirm.run(), confirm.number());
    }
    return Future.succeededFuture(Nothing.NOTHING);
  }

  Future<Recalled> recall(Recall question) {
    return Future.succeededFuture(new Recalled(run, told.after(0, Integer.MAX_VALUE)));
  }

  /** Tells what is open to one that has just joined. */
  void joined(String other) {
    told.join(other);
    context.runOnContext(turnEnds -> tellAgain(told.confirmedBy(other)));
  }

  /** Once a second: tells again what somebody has not confirmed and does not get on with. */
  void tick(Iterable<String> others) {
    long from = Long.MAX_VALUE;
    for (String other : others) {
      long now = told.confirmedBy(other);
      Long before = lastSeen.put(other, now);
      if (now < told.last() && before != null && before == now) {
        from = Math.min(from, now);
      }
    }
    tellAgain(from);
  }

  /** What was gathered for a session is in the journal now: more can be confirmed. */
  void letGo() {
    for (String origin : heard.origins()) {
      confirmSoon(heard.place(node, origin).node(), origin, true);
    }
  }

  private void tellAgain(long from) {
    for (Numbered each : told.after(from, TOLD_AGAIN)) {
      bus.publish(
          BrokerContract.PUBLISHED,
          new MessagePublished(
              node, each.message(), run, each.number(), told.floor(), each.former()));
    }
  }

  private void confirmSoon(String from, String origin, boolean stores) {
    Heard.Place place = heard.place(from, origin);
    place.stores |= stores;
    unconfirmed.add(origin);
    if (!confirming) {
      confirming = true;
      context.runOnContext(turnEnds -> confirmAll());
    }
  }

  private void confirmAll() {
    confirming = false;
    for (String origin : unconfirmed) {
      confirm(origin, heard.place(node, origin));
    }
    unconfirmed.clear();
  }

  private void confirm(String origin, Heard.Place place) {
    long number = Math.min(place.routed(), keptBack.applyAsLong(origin) - 1);
    if (!place.stores && place.writing == 0) {
      say(origin, place, number);
      return;
    }
    place.stores = false;
    place.writing++;
    journal
        .durable()
        .onComplete(
            written -> {
              place.writing--;
              say(origin, place, number);
            },
            refused -> place.writing--);
  }

  private void say(String origin, Heard.Place place, long number) {
    if (origin.equals(run)) {
      told.confirm(run, number);
    } else {
      bus.request(BrokerContract.CONFIRM.at(place.node()), new Confirm(run, origin, number))
          .onFailure(lost -> {}); // It is said again when the message is told again.
    }
  }
}
