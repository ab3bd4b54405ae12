package io.busbar.bridge.mqtt;

import io.busbar.contracts.broker.BrokerContract;
import io.busbar.contracts.broker.BrokerContract.Access;
import io.busbar.contracts.broker.BrokerContract.Applied;
import io.busbar.contracts.broker.BrokerContract.BeginSession;
import io.busbar.contracts.broker.BrokerContract.Begun;
import io.busbar.contracts.broker.BrokerContract.Changes;
import io.busbar.contracts.broker.BrokerContract.Claim;
import io.busbar.contracts.broker.BrokerContract.ClaimOf;
import io.busbar.contracts.broker.BrokerContract.Claimed;
import io.busbar.contracts.broker.BrokerContract.ClaimedSession;
import io.busbar.contracts.broker.BrokerContract.Fence;
import io.busbar.contracts.broker.BrokerContract.FilterOf;
import io.busbar.contracts.broker.BrokerContract.FindSession;
import io.busbar.contracts.broker.BrokerContract.Found;
import io.busbar.contracts.broker.BrokerContract.HeardTo;
import io.busbar.contracts.broker.BrokerContract.IdentifierOf;
import io.busbar.contracts.broker.BrokerContract.LogIn;
import io.busbar.contracts.broker.BrokerContract.MoreOf;
import io.busbar.contracts.broker.BrokerContract.Orphans;
import io.busbar.contracts.broker.BrokerContract.PlaceOf;
import io.busbar.contracts.broker.BrokerContract.Queue;
import io.busbar.contracts.broker.BrokerContract.QueuedMessage;
import io.busbar.contracts.broker.BrokerContract.ReadOrphans;
import io.busbar.contracts.broker.BrokerContract.ReadQueue;
import io.busbar.contracts.broker.BrokerContract.ReadRetained;
import io.busbar.contracts.broker.BrokerContract.ReadSessions;
import io.busbar.contracts.broker.BrokerContract.Retained;
import io.busbar.contracts.broker.BrokerContract.RetainedMessage;
import io.busbar.contracts.broker.BrokerContract.Right;
import io.busbar.contracts.broker.BrokerContract.Sessions;
import io.busbar.contracts.broker.BrokerContract.StoredSession;
import io.busbar.contracts.broker.BrokerContract.StoredSubscription;
import io.busbar.contracts.broker.BrokerContract.Term;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Keeps what the door has written, so that a second door finds it; users test and guest. */
final class StoredBroker {
  private static final Comparator<PlaceOf> PLACES =
      Comparator.comparing(PlaceOf::clientId).thenComparingLong(PlaceOf::sequence);
  private static final Comparator<FilterOf> FILTERS =
      Comparator.comparing(FilterOf::clientId).thenComparing(FilterOf::filter);

  private final TreeMap<String, StoredSession> sessions = new TreeMap<>();
  private final TreeMap<FilterOf, StoredSubscription> filters = new TreeMap<>(FILTERS);
  private final TreeMap<PlaceOf, QueuedMessage> queue = new TreeMap<>(PLACES);
  private final Set<IdentifierOf> received =
      new TreeSet<>(
          Comparator.comparing(IdentifierOf::clientId).thenComparingInt(IdentifierOf::packetId));
  private final TreeMap<String, RetainedMessage> retained = new TreeMap<>();
  private final StoredHolders holders = new StoredHolders();
  private final Set<String> silent = ConcurrentHashMap.newKeySet();
  private volatile boolean down;
  private volatile boolean undecided;

  Future<?> serve(HubBus bus) {
    return Future.all(
        bus.serve(BrokerContract.AUTHENTICATE, this::authenticate),
        bus.serve(BrokerContract.READ_SESSIONS, this::readSessions),
        bus.serve(BrokerContract.READ_QUEUE, this::readQueue),
        bus.serve(BrokerContract.READ_RETAINED, this::readRetained),
        bus.serve(BrokerContract.APPLY, this::apply),
        Future.all(
            bus.serve(BrokerContract.FIND_SESSION, this::find),
            bus.serve(BrokerContract.READ_ORPHANS, this::orphans),
            bus.serve(BrokerContract.BEGIN_SESSION, this::begin),
            bus.serve(BrokerContract.CLAIM, this::claim)));
  }

  void down(boolean isDown) {
    down = isDown;
  }

  /** While it is so, nobody adopts anything. */
  void undecided(boolean isUndecided) {
    undecided = isUndecided;
  }

  synchronized List<IdentifierOf> received() {
    return List.copyOf(received);
  }

  synchronized Set<String> retained() {
    return Set.copyOf(retained.keySet());
  }

  synchronized int queued() {
    return queue.size();
  }

  synchronized Set<String> clients() {
    return Set.copyOf(sessions.keySet());
  }

  private Future<Access> authenticate(LogIn login) {
    if (login.username().equals("guest") && login.password().equals("secret")) {
      return Future.succeededFuture(
          new Access(
              "guest", List.of(new Right("open/#", true, true), new Right("in/+", true, false))));
    }
    if (login.username().equals("test") && login.password().equals("secret")) {
      return Future.succeededFuture(
          new Access(
              "test", List.of(new Right("#", true, true), new Right("$SYS/#", true, false))));
    }
    throw HubFailure.unauthenticated("Wrong user name or password.", "Try test.");
  }

  private synchronized Future<Sessions> readSessions(ReadSessions page) {
    return Future.succeededFuture(
        new Sessions(
            sessions.tailMap(page.after(), false).values().stream().map(this::whole).toList()));
  }

  private synchronized Future<Queue> readQueue(ReadQueue page) {
    PlaceOf after = new PlaceOf(page.afterClient(), page.afterSequence());
    return Future.succeededFuture(
        new Queue(queue.tailMap(after, false).values().stream().limit(page.limit()).toList()));
  }

  private synchronized Future<Retained> readRetained(ReadRetained page) {
    return Future.succeededFuture(
        new Retained(List.copyOf(retained.tailMap(page.after(), false).values())));
  }

  StoredHolders holders() {
    return holders;
  }

  synchronized List<QueuedMessage> queueOf(String client) {
    return queue.values().stream().filter(each -> each.clientId().equals(client)).toList();
  }

  private synchronized Future<Found> find(FindSession question) {
    requireUp();
    StoredSession found = sessions.get(question.clientId());
    long term = holders.nextTerm();
    return Future.succeededFuture(
        new Found(found == null ? null : holders.held(whole(found), term), term));
  }

  private synchronized Future<Orphans> orphans(ReadOrphans page) {
    requireUp();
    if (undecided) {
      throw HubFailure.unavailable("It is not certain who goes on.", "Wait.");
    }
    return Future.succeededFuture(
        new Orphans(
            sessions.tailMap(page.after(), false).values().stream()
                .filter(each -> holders.isOrphan(each.clientId(), page))
                .limit(page.limit())
                .map(each -> holders.held(whole(each), holders.nextTerm()))
                .toList()));
  }

  private synchronized Future<Begun> begin(BeginSession begun) {
    requireUp();
    String client = begun.session().clientId();
    boolean isNew = !sessions.containsKey(client);
    if (isNew) {
      sessions.put(client, begun.session());
      holders.take(client, begun.holder(), begun.term());
    }
    return Future.succeededFuture(new Begun(isNew));
  }

  private synchronized Future<Claimed> claim(Claim claim) {
    requireUp();
    List<ClaimedSession> claimed = new ArrayList<>();
    for (ClaimOf wanted : claim.sessions()) {
      String client = wanted.clientId();
      StoredSession session = sessions.get(client);
      if (session != null && holders.isHeld(client, wanted.from(), wanted.term())) {
        append(wanted, session.sentTo());
        holders.take(client, claim.holder(), wanted.nextTerm());
        List<HeardTo> heard = holders.heard(wanted.from());
        claimed.add(new ClaimedSession(whole(session), wanted.nextTerm(), queueOf(client), heard));
        if (claim.clean()) {
          forget(client);
        }
      }
    }
    return Future.succeededFuture(new Claimed(claimed));
  }

  private void append(ClaimOf wanted, long sentTo) {
    String client = wanted.clientId();
    List<QueuedMessage> before = queueOf(client);
    long last = before.isEmpty() ? -1 : before.get(before.size() - 1).sequence();
    long next = Math.max(last + 1, sentTo);
    for (MoreOf more : wanted.more()) {
      if (!holders.hasHeard(wanted.from(), more)) {
        queue.put(new PlaceOf(client, next), queued(client, next, more));
        next++;
      }
    }
  }

  private static QueuedMessage queued(String client, long sequence, MoreOf more) {
    return new QueuedMessage(
        client, sequence, more.qos(), more.retain(), false, more.identifiers(), more.message());
  }

  /** What this life of a broker writes does not arrive. */
  void silence(String run) {
    silent.add(run);
  }

  /** What it writes arrives again. */
  void hear(String run) {
    silent.remove(run);
  }

  private void requireUp() {
    if (down) {
      throw HubFailure.unavailable("The store is down.", "Wait.");
    }
  }

  private synchronized Future<Applied> apply(Changes all) {
    requireUp();
    Fence fence = all.fence();
    if (fence != null && silent.contains(fence.holder())) {
      throw HubFailure.unavailable("The store is not reached.", "Wait.");
    }
    List<Term> lost = fence == null ? List.of() : holders.lost(fence, all.forgotten());
    write(fence == null ? all : holders.within(all, fence, lost));
    if (fence != null) {
      holders.remember(fence);
    }
    return Future.succeededFuture(new Applied(lost));
  }

  private void write(Changes changes) {
    changes.forgotten().forEach(this::forget);
    changes.sessions().forEach(each -> sessions.put(each.clientId(), each));
    changes.unsubscribed().forEach(filters::remove);
    changes
        .subscribed()
        .forEach(each -> filters.put(new FilterOf(each.clientId(), each.filter()), each));
    changes
        .queued()
        .forEach(each -> queue.put(new PlaceOf(each.clientId(), each.sequence()), each));
    changes.released().forEach(each -> queue.computeIfPresent(each, (place, it) -> released(it)));
    changes.finished().forEach(queue::remove);
    changes.received().forEach(received::remove);
    received.addAll(changes.received());
    changes.completed().forEach(received::remove);
    changes.retained().forEach(each -> retained.put(each.topic(), each));
    changes.unretained().forEach(retained::remove);
  }

  private void forget(String clientId) {
    sessions.remove(clientId);
    holders.forget(clientId);
    filters.keySet().removeIf(each -> each.clientId().equals(clientId));
    queue.keySet().removeIf(each -> each.clientId().equals(clientId));
    received.removeIf(each -> each.clientId().equals(clientId));
  }

  private StoredSession whole(StoredSession it) {
    Map<String, List<StoredSubscription>> own =
        filters.values().stream().collect(Collectors.groupingBy(StoredSubscription::clientId));
    List<IdentifierOf> identifiers =
        received.stream().filter(each -> each.clientId().equals(it.clientId())).toList();
    return new StoredSession(
        it.clientId(),
        it.username(),
        it.expirySeconds(),
        it.disconnectedAt(),
        it.sentTo(),
        it.will(),
        own.getOrDefault(it.clientId(), List.of()),
        identifiers.stream().map(IdentifierOf::packetId).collect(Collectors.toSet()),
        identifiers.stream().filter(each -> each.taken() != null).toList());
  }

  private static QueuedMessage released(QueuedMessage it) {
    return new QueuedMessage(
        it.clientId(), it.sequence(), it.qos(), it.retain(), true, it.identifiers(), it.message());
  }
}
