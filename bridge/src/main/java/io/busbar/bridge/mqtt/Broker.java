package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.BrokerCounts.Counted;
import io.busbar.bridge.mqtt.ClientSession.DelayedWill;
import io.busbar.bridge.mqtt.model.Message;
import io.busbar.bridge.mqtt.model.Session;
import io.busbar.bridge.mqtt.model.Subscription;
import io.busbar.bridge.mqtt.model.Topics;
import io.busbar.bridge.mqtt.packet.Packet.Connect;
import io.busbar.bridge.mqtt.packet.Packet.Will;
import io.busbar.bridge.mqtt.packet.PacketWriter;
import io.busbar.bridge.mqtt.packet.Properties;
import io.busbar.bridge.mqtt.packet.Property;
import io.busbar.bridge.mqtt.packet.Reason;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The sessions of all clients and what passes between them. Used on one context only. */
final class Broker {
  static final int NAME_BYTES = 12;

  private final BrokerLimits limits;
  private final BrokerCounts counts;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Turn turn;
  private final Journal journal;
  private final Router router;
  private final Peers peers;
  private final Map<String, ClientSession> sessions = new HashMap<>();
  private final List<BrokerHook> hooks;
  private int clients;

  /** What a broker stands on. */
  record Ground(
      BrokerLimits limits, BrokerCounts counts, InstantSource clock, RandomGenerator random) {}

  /**
   * @param hooks may change from any thread while they are asked
   */
  Broker(
      Ground ground,
      Turn turn,
      Journal journal,
      Router router,
      Peers peers,
      List<BrokerHook> hooks) {
    this.limits = ground.limits();
    this.counts = ground.counts();
    this.clock = ground.clock();
    this.random = ground.random();
    this.turn = turn;
    this.journal = journal;
    this.router = router;
    this.peers = peers;
    this.hooks = hooks;
  }

  BrokerLimits limits() {
    return limits;
  }

  BrokerCounts counts() {
    return counts;
  }

  InstantSource clock() {
    return clock;
  }

  long now() {
    return clock.millis();
  }

  Turn turn() {
    return turn;
  }

  Journal journal() {
    return journal;
  }

  /** Why somebody who is known may not connect this way; {@code SUCCESS}: may. */
  Reason refusal(Connect connect, Access access) {
    Will will = connect.will();
    if (will != null && !permits(will, connect.clientId(), access)) {
      return Reason.NOT_AUTHORIZED;
    }
    ClientSession known = sessions.get(connect.clientId());
    if (known != null && !known.username().equals(access.username())) {
      return Reason.NOT_AUTHORIZED;
    }
    boolean keeps = Handshake.expiry(connect, limits) > 0;
    return known == null && keeps && sessions.size() >= limits.sessions() + limits.connections()
        ? Reason.QUOTA_EXCEEDED
        : Reason.SUCCESS;
  }

  /**
   * Lets a client in: its session goes on, or a new one begins.
   *
   * @param entry null: this node is alone
   */
  ClientLine connect(Connect connect, Access access, Link link, @Nullable Entry entry) {
    boolean assigned = connect.clientId().isEmpty();
    String clientId = entry != null ? entry.name() : assigned ? newName() : connect.clientId();
    ClientSession known = sessions.get(clientId);
    if (known != null) {
      known.refuse(Reason.SESSION_TAKEN_OVER);
      known = sessions.get(clientId);
    }
    if (known != null && connect.cleanStart() && !known.isFresh()) {
      discard(known);
      known = null;
    }
    boolean goesOn = known != null && !known.isFresh();
    ClientSession session = known == null ? begin(clientId, access.username(), entry) : known;
    peers.connected(clientId, session.term());
    session.state().expireAfter(Handshake.expiry(connect, limits));
    session.will(will(connect.will()));
    int keepAlive = Handshake.keepAlive(connect, limits);
    ClientLine line = new ClientLine(this, session, access, connect, link, keepAlive);
    session.attach(line);
    clients++;
    counts.count(Counted.CONNECTED);
    save(session);
    Properties answer = Handshake.answer(connect, clientId, assigned, limits);
    line.greet(PacketWriter.connack(connect.version(), goesOn, Reason.SUCCESS, answer));
    hooks.forEach(hook -> hook.connected(line.view()));
    return line;
  }

  /** A connection ended. */
  void left(ClientSession session, ClientLine line, Reason reason) {
    if (session.line() != line) {
      return;
    }
    long now = now();
    clients--;
    session.detach(now);
    hooks.forEach(hook -> hook.disconnected(line.view(), reason));
    DelayedWill will = session.will();
    if (will != null) {
      long delay = Math.min(will.delaySeconds(), session.state().expirySeconds());
      session.will(new DelayedWill(will.message(), delay, now).dueFrom(now));
    }
    if (!session.state().isPersistent()) {
      discard(session);
      return;
    }
    boolean unused = publishDueWill(session, now);
    save(session);
  }

  /** Routes a client's message here and to the other nodes. */
  Fanout route(Message message, @Nullable ClientSession from) {
    long number = peers.published(message, from != null);
    boolean heard = from != null && tell(message, from);
    Fanout fanout = router.route(message, from, peers.run(), number);
    if (heard || peers != Peers.NONE) {
      fanout.markWanted(); // Nobody here knows who listens elsewhere.
    }
    peers.routed(fanout);
    return fanout;
  }

  Peers peers() {
    return peers;
  }

  /** Whether publishers should wait before they send more. */
  boolean isFull() {
    return journal.isFull() || peers.isFull();
  }

  /** Whether there are no other nodes whose clients might want something. */
  boolean isAlone() {
    return peers == Peers.NONE;
  }

  private boolean tell(Message message, ClientSession from) {
    boolean heard = false;
    for (BrokerHook hook : hooks) {
      if (hook.wants(message.topic())) {
        hook.published(from, message);
        heard = true;
      }
    }
    return heard;
  }

  private boolean permits(Will will, String clientId, Access access) {
    ClientView client = new ClientView(clientId, access.username(), "");
    return access.mayPublish(will.topic()) && permits(client, Messages.of(will, now()));
  }

  boolean permits(ClientView client, Message message) {
    for (BrokerHook hook : hooks) {
      if (!hook.permits(client, message)) {
        return false;
      }
    }
    return true;
  }

  boolean hasRoomToRetain(Message message) {
    return router.hasRoomFor(message);
  }

  void subscribe(ClientSession session, Subscription subscription) {
    router.subscribe(session, subscription);
  }

  void unsubscribe(ClientSession session, String filter) {
    router.unsubscribe(session, filter);
  }

  void sendRetained(ClientSession session, Subscription subscription) {
    List<Integer> identifiers =
        subscription.identifier() == 0 ? List.of() : List.of(subscription.identifier());
    router.retained(
        Topics.parse(subscription.filter()).filter(),
        message -> session.deliverRetained(message, subscription.qos(), identifiers, now()));
  }

  /** A client said anew how long its session is to be kept. */
  void expireAfter(ClientSession session, long seconds) {
    session.state().expireAfter(Math.min(seconds, limits.sessionExpiry().toSeconds()));
  }

  /** Takes a session over from the time before a restart. */
  void restore(ClientSession session) {
    sessions.put(session.state().clientId(), session);
    session.state().subscriptions().values().forEach(each -> subscribe(session, each));
  }

  /** Another node goes on with a session, if it was claimed before this term. */
  void cede(String clientId, long term) {
    ClientSession session = sessions.get(clientId);
    if (session == null || (term > 0 && session.term() >= term)) {
      return;
    }
    session.refuse(Reason.SESSION_TAKEN_OVER);
    if (sessions.remove(clientId, session)) {
      session.state().subscriptions().keySet().forEach(each -> unsubscribe(session, each));
      session.discard();
      journal.drop(clientId);
    }
  }

  /** Ends a session here and on disk, and its connection. */
  void forget(ClientSession session) {
    session.refuse(Reason.SESSION_TAKEN_OVER);
    if (sessions.get(session.clientId()) == session) {
      discard(session);
    }
  }

  /** Publishes the will of a session that another node held and that ended. */
  void publishWill(DelayedWill will) {
    Fanout unused = route(will.message(now()), null);
  }

  /** Begins a session that is kept, for a client that is about to be let in. */
  void beginFresh(String clientId, String username, long expirySeconds, long term) {
    disconnect(clientId, Reason.SESSION_TAKEN_OVER);
    ClientSession session = begin(clientId, username, new Entry(clientId, term));
    session.state().expireAfter(expirySeconds);
    session.onDisk(true);
    session.fresh();
    session.detach(now());
  }

  @Nullable ClientSession session(String clientId) {
    return sessions.get(clientId);
  }

  /** Once a second: keep-alives, wills that are due, sessions that ended. */
  void tick() {
    long now = now();
    for (ClientSession session : List.copyOf(sessions.values())) {
      ClientLine line = session.line();
      if (line != null) {
        line.tick(now);
      } else if (session.state().endsAt(session.disconnectedAt()) <= now) {
        discard(session);
      } else if (publishDueWill(session, now)) {
        save(session);
      }
    }
    counts.show(clients, sessions.size(), router.subscriptions(), router.retainedSize());
  }

  /** The journal takes more again. */
  void eased() {
    for (ClientSession session : sessions.values()) {
      ClientLine line = session.line();
      if (line != null) {
        line.eased();
      }
    }
  }

  /** Up to where a client's messages are on disk. */
  void durable(String clientId, long sequence) {
    ClientSession session = sessions.get(clientId);
    if (session != null) {
      session.durableTo(sequence);
    }
  }

  /** Ends a client's connection, if it has one. */
  void disconnect(String clientId, Reason reason) {
    ClientSession session = sessions.get(clientId);
    if (session != null) {
      session.refuse(reason);
    }
  }

  /** Ends all connections. */
  void stop() {
    for (ClientSession session : List.copyOf(sessions.values())) {
      session.refuse(Reason.SERVER_SHUTTING_DOWN);
    }
    turn.flush();
  }

  private ClientSession begin(String clientId, String username, @Nullable Entry entry) {
    ClientSession session =
        new ClientSession(new Session(clientId, 0), username, journal, limits, counts);
    if (entry != null) {
      session.term(entry.term());
    }
    sessions.put(clientId, session);
    return session;
  }

  private void discard(ClientSession session) {
    Session state = session.state();
    ClientSession removed = sessions.remove(state.clientId());
    Objects.requireNonNull(removed);
    state.subscriptions().keySet().forEach(filter -> unsubscribe(session, filter));
    session.discard();
    if (session.isOnDisk()) {
      journal.next().forget(state.clientId(), session.term());
    }
    DelayedWill will = session.will();
    session.will(null);
    if (will != null) {
      Fanout unused = route(will.message(now()), session);
    }
  }

  private boolean publishDueWill(ClientSession session, long now) {
    DelayedWill will = session.will();
    if (will == null || will.dueAt() > now) {
      return false;
    }
    session.will(null);
    Fanout unused = route(will.message(now), session);
    return true;
  }

  private void save(ClientSession session) {
    if (session.state().isPersistent()) {
      session.onDisk(true);
      journal.next().save(session.stored());
    } else if (session.isOnDisk()) {
      session.onDisk(false);
      journal.next().forget(session.state().clientId(), session.term());
    }
  }

  private @Nullable DelayedWill will(@Nullable Will will) {
    return will == null
        ? null
        : new DelayedWill(
            Messages.of(will, 0), will.properties().number(Property.WILL_DELAY, 0), Message.NEVER);
  }

  String newName() {
    byte[] name = new byte[NAME_BYTES];
    random.nextBytes(name);
    return nameOf(name);
  }

  static String nameOf(byte[] name) {
    return "auto-" + HexFormat.of().formatHex(name);
  }
}
