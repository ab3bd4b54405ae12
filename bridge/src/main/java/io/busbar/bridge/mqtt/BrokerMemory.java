package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.ClientSession.DelayedWill;
import io.busbar.bridge.mqtt.model.Message;
import io.busbar.bridge.mqtt.model.Outbox;
import io.busbar.bridge.mqtt.model.Session;
import io.busbar.bridge.mqtt.model.Subscription;
import io.busbar.contracts.broker.BrokerContract;
import io.busbar.contracts.broker.BrokerContract.ClaimedSession;
import io.busbar.contracts.broker.BrokerContract.HeardTo;
import io.busbar.contracts.broker.BrokerContract.IdentifierOf;
import io.busbar.contracts.broker.BrokerContract.Queue;
import io.busbar.contracts.broker.BrokerContract.QueuedMessage;
import io.busbar.contracts.broker.BrokerContract.ReadQueue;
import io.busbar.contracts.broker.BrokerContract.ReadRetained;
import io.busbar.contracts.broker.BrokerContract.ReadSessions;
import io.busbar.contracts.broker.BrokerContract.Retained;
import io.busbar.contracts.broker.BrokerContract.RetainedMessage;
import io.busbar.contracts.broker.BrokerContract.Sessions;
import io.busbar.contracts.broker.BrokerContract.StoredSession;
import io.busbar.contracts.broker.BrokerContract.StoredSubscription;
import io.busbar.contracts.broker.BrokerContract.StoredWill;
import io.busbar.contracts.bus.HubBus;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Brings back what was before a restart, page by page. */
final class BrokerMemory {
  private static final int PAGE = 2000;

  private final HubBus bus;
  private final Broker broker;
  private final Router router;
  private final Function<StoredSession, ClientSession> sessions;
  private List<HeardTo> lastHeard = List.of();

  /**
   * @param sessions makes the session that was stored, without subscriptions and messages
   */
  BrokerMemory(
      HubBus bus, Broker broker, Router router, Function<StoredSession, ClientSession> sessions) {
    this.bus = bus;
    this.broker = broker;
    this.router = router;
    this.sessions = sessions;
  }

  /** Succeeds when what is retained is back. Fails UNAVAILABLE when the store is down. */
  Future<Void> restoreRetained() {
    return readRetained("");
  }

  /** Takes a session over that another node held, with all that waits. */
  ClientSession take(ClaimedSession claimed) {
    restoreSession(claimed.session(), shared(claimed.heard()));
    ClientSession session = Objects.requireNonNull(broker.session(claimed.session().clientId()));
    session.term(claimed.term());
    claimed.queue().forEach(this::restoreMessage);
    return session;
  }

  /** Succeeds when everything is back. Fails UNAVAILABLE when the store is down. */
  Future<Void> restore() {
    return readSessions("").compose(all -> readQueue("", -1)).compose(all -> readRetained(""));
  }

  private Future<Void> readSessions(String after) {
    return bus.request(BrokerContract.READ_SESSIONS, new ReadSessions(after, PAGE))
        .compose(this::takeSessions);
  }

  private Future<Void> takeSessions(Sessions page) {
    List<StoredSession> read = page.sessions();
    read.forEach(each -> restoreSession(each, List.of()));
    return read.size() < PAGE
        ? Future.succeededFuture()
        : readSessions(read.get(read.size() - 1).clientId());
  }

  private Future<Void> readQueue(String afterClient, long afterSequence) {
    return bus.request(BrokerContract.READ_QUEUE, new ReadQueue(afterClient, afterSequence, PAGE))
        .compose(this::takeQueue);
  }

  private Future<Void> takeQueue(Queue page) {
    List<QueuedMessage> read = page.messages();
    read.forEach(this::restoreMessage);
    if (read.size() < PAGE) {
      return Future.succeededFuture();
    }
    QueuedMessage last = read.get(read.size() - 1);
    return readQueue(last.clientId(), last.sequence());
  }

  private Future<Void> readRetained(String after) {
    return bus.request(BrokerContract.READ_RETAINED, new ReadRetained(after, PAGE))
        .compose(this::takeRetained);
  }

  private Future<Void> takeRetained(Retained page) {
    List<RetainedMessage> read = page.messages();
    read.forEach(each -> router.restore(MessageFormat.read(each.message())));
    return read.size() < PAGE
        ? Future.succeededFuture()
        : readRetained(read.get(read.size() - 1).topic());
  }

  /** Sessions come by the hundred from one node. */
  private List<HeardTo> shared(List<HeardTo> heard) {
    if (!heard.equals(lastHeard)) {
      lastHeard = heard;
    }
    return lastHeard;
  }

  private void restoreSession(StoredSession stored, List<HeardTo> served) {
    ClientSession session = sessions.apply(stored);
    Session state = session.state();
    for (StoredSubscription each : stored.subscriptions()) {
      state.subscriptions().put(each.filter(), subscription(each));
    }
    state.received().addAll(stored.received());
    List<IdentifierOf> taken = Objects.requireNonNullElse(stored.taken(), List.of());
    if (!taken.isEmpty() || !served.isEmpty()) {
      session.past(new Past(taken, served));
    }
    long now = broker.now();
    Instant left = stored.disconnectedAt();
    session.detach(left == null ? now : left.toEpochMilli());
    session.onDisk(true);
    session.sentBefore(left == null ? Long.MAX_VALUE : stored.sentTo());
    StoredWill will = stored.will();
    if (will != null) {
      Message message = MessageFormat.read(will.message());
      session.will(new DelayedWill(message, will.delaySeconds(), now).dueFrom(now));
    }
    broker.restore(session);
  }

  private void restoreMessage(QueuedMessage stored) {
    ClientSession session = broker.session(stored.clientId());
    if (session == null) {
      return;
    }
    Message message = MessageFormat.read(stored.message());
    Outbox outbox = session.state().outbox();
    long sequence = stored.sequence();
    if (stored.released()) {
      outbox.putReleased(sequence, message);
    } else if (sequence < session.sentBefore()) {
      outbox.putAttempted(sequence, message, stored.qos(), stored.retain(), stored.identifiers());
    } else {
      outbox.put(sequence, message, stored.qos(), stored.retain(), stored.identifiers());
    }
    broker.counts().queued(message.weight());
    session.durableTo(sequence);
  }

  static Subscription subscription(StoredSubscription stored) {
    return new Subscription(
        stored.filter(),
        stored.qos(),
        stored.noLocal(),
        stored.retainAsPublished(),
        stored.identifier());
  }
}
