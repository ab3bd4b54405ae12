package io.busbar.verticles.broker;

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
import io.busbar.contracts.broker.BrokerContract.IdentifierOf;
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
import io.busbar.contracts.broker.BrokerContract.Sessions;
import io.busbar.contracts.broker.BrokerContract.StoredSession;
import io.busbar.contracts.broker.BrokerContract.StoredSubscription;
import io.busbar.contracts.bus.HubFailure;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Keeps everything for the life of the process. */
public final class InMemoryBrokerStore implements BrokerStore {
  private static final Comparator<PlaceOf> PLACES =
      Comparator.comparing(PlaceOf::clientId).thenComparingLong(PlaceOf::sequence);
  private static final Comparator<FilterOf> FILTERS =
      Comparator.comparing(FilterOf::clientId).thenComparing(FilterOf::filter);
  private static final Comparator<IdentifierOf> IDENTIFIERS =
      Comparator.comparing(IdentifierOf::clientId).thenComparingInt(IdentifierOf::packetId);

  private final Map<String, String> users = new LinkedHashMap<>();
  private final TreeMap<String, StoredSession> sessions = new TreeMap<>();
  private final TreeMap<FilterOf, StoredSubscription> subscriptions = new TreeMap<>(FILTERS);
  private final TreeMap<PlaceOf, QueuedMessage> queue = new TreeMap<>(PLACES);
  private final Set<IdentifierOf> received = new TreeSet<>(IDENTIFIERS);
  private final TreeMap<String, RetainedMessage> retained = new TreeMap<>();
  private final InMemoryHolders holders;

  public InMemoryBrokerStore() {
    this(Set.of());
  }

  /**
   * @param living the lives of brokers that count as such; may change
   */
  InMemoryBrokerStore(Set<String> living) {
    this.holders = new InMemoryHolders(living);
  }

  @Override
  public synchronized Future<Map<String, String>> users() {
    return Future.succeededFuture(Map.copyOf(users));
  }

  @Override
  public synchronized Future<Void> saveUser(String name, String passwordHash, Instant now) {
    users.put(name, passwordHash);
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Void> removeUsers(Set<String> names) {
    boolean unused = users.keySet().removeAll(names);
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Sessions> sessions(ReadSessions page) {
    return Future.succeededFuture(
        new Sessions(
            sessions.tailMap(page.after(), false).values().stream()
                .limit(page.limit())
                .map(this::whole)
                .toList()));
  }

  @Override
  public synchronized Future<Queue> queue(ReadQueue page) {
    PlaceOf after = new PlaceOf(page.afterClient(), page.afterSequence());
    return Future.succeededFuture(
        new Queue(queue.tailMap(after, false).values().stream().limit(page.limit()).toList()));
  }

  @Override
  public synchronized Future<Retained> retained(ReadRetained page) {
    return Future.succeededFuture(
        new Retained(
            retained.tailMap(page.after(), false).values().stream().limit(page.limit()).toList()));
  }

  @Override
  public synchronized Future<Applied> apply(Changes changes) {
    Fence fence = changes.fence();
    if (fence == null) {
      write(changes);
      return Future.succeededFuture(Applied.ALL);
    }
    Fenced fenced = Fenced.of(changes, fence, holders.termsOf(fence.holder()));
    write(fenced.changes());
    holders.remember(fence);
    return Future.succeededFuture(new Applied(fenced.lost()));
  }

  @Override
  public synchronized Future<Found> find(FindSession question) {
    StoredSession found = sessions.get(question.clientId());
    long term = holders.nextTerm();
    return Future.succeededFuture(
        new Found(found == null ? null : holders.held(whole(found), term), term));
  }

  @Override
  public synchronized Future<Orphans> orphans(ReadOrphans page) {
    holders.end(page.gone());
    return Future.succeededFuture(
        new Orphans(
            sessions.tailMap(page.after(), false).values().stream()
                .filter(each -> holders.isOrphan(each.clientId(), page.by(), page.gone()))
                .limit(page.limit())
                .map(each -> holders.held(whole(each), holders.nextTerm()))
                .toList()));
  }

  @Override
  public synchronized Future<Begun> begin(BeginSession begun) {
    String client = begun.session().clientId();
    boolean isNew = !sessions.containsKey(client) && !holders.isEnded(begun.holder());
    if (isNew) {
      sessions.put(client, begun.session());
      holders.take(client, begun.holder(), begun.term());
    }
    return Future.succeededFuture(
        new Begun(isNew || holders.isHeld(client, begun.holder(), begun.term())));
  }

  @Override
  public synchronized Future<Claimed> claim(Claim claim) {
    if (holders.isEnded(claim.holder())) {
      return Future.failedFuture(
          HubFailure.unavailable("The others went on without this node.", "Try again soon."));
    }
    List<ClaimedSession> claimed = new ArrayList<>();
    for (ClaimOf wanted : claim.sessions()) {
      String client = wanted.clientId();
      StoredSession session = sessions.get(client);
      boolean known = holders.isHeld(client, claim.holder(), wanted.nextTerm());
      if (session != null && (known || holders.isHeld(client, wanted.from(), wanted.term()))) {
        if (!known) {
          append(wanted);
        }
        holders.take(client, claim.holder(), wanted.nextTerm());
        claimed.add(
            new ClaimedSession(
                whole(session),
                wanted.nextTerm(),
                queueOf(client),
                holders.heard(client, wanted.from())));
        if (claim.clean()) {
          forget(client);
        }
      }
    }
    return Future.succeededFuture(new Claimed(claimed));
  }

  private void append(ClaimOf wanted) {
    String client = wanted.clientId();
    List<QueuedMessage> before = queueOf(client);
    long next = before.isEmpty() ? 0 : before.get(before.size() - 1).sequence() + 1;
    next = Math.max(next, Objects.requireNonNull(sessions.get(client)).sentTo());
    for (MoreOf more : wanted.more()) {
      if (more.isMissingIn(holders.heard(client, wanted.from()))) {
        queue.put(new PlaceOf(client, next), queued(client, next, more));
        next++;
      }
    }
  }

  private List<QueuedMessage> queueOf(String client) {
    return queue.values().stream().filter(each -> each.clientId().equals(client)).toList();
  }

  private static QueuedMessage queued(String client, long sequence, MoreOf more) {
    return new QueuedMessage(
        client, sequence, more.qos(), more.retain(), false, more.identifiers(), more.message());
  }

  private void write(Changes changes) {
    changes.forgotten().forEach(this::forget);
    changes.sessions().forEach(each -> sessions.put(each.clientId(), each));
    changes.unsubscribed().forEach(subscriptions::remove);
    changes
        .subscribed()
        .forEach(each -> subscriptions.put(new FilterOf(each.clientId(), each.filter()), each));
    changes
        .queued()
        .forEach(each -> queue.put(new PlaceOf(each.clientId(), each.sequence()), each));
    changes.released().forEach(each -> queue.computeIfPresent(each, (place, it) -> released(it)));
    changes.finished().forEach(queue::remove);
    changes.received().forEach(this::receive);
    changes.completed().forEach(received::remove);
    changes.retained().forEach(each -> retained.put(each.topic(), each));
    changes.unretained().forEach(retained::remove);
  }

  private void receive(IdentifierOf identifier) {
    received.remove(identifier);
    received.add(identifier);
  }

  private void forget(String clientId) {
    sessions.remove(clientId);
    holders.forget(clientId);
    subscriptions.keySet().removeIf(each -> each.clientId().equals(clientId));
    queue.keySet().removeIf(each -> each.clientId().equals(clientId));
    received.removeIf(each -> each.clientId().equals(clientId));
  }

  private StoredSession whole(StoredSession session) {
    String client = session.clientId();
    List<IdentifierOf> identifiers =
        received.stream().filter(each -> each.clientId().equals(client)).toList();
    return new StoredSession(
        client,
        session.username(),
        session.expirySeconds(),
        session.disconnectedAt(),
        session.sentTo(),
        session.will(),
        subscriptions.values().stream().filter(each -> each.clientId().equals(client)).toList(),
        identifiers.stream().map(IdentifierOf::packetId).collect(Collectors.toUnmodifiableSet()),
        identifiers.stream().filter(each -> each.taken() != null).toList());
  }

  private static QueuedMessage released(QueuedMessage message) {
    return new QueuedMessage(
        message.clientId(),
        message.sequence(),
        message.qos(),
        message.retain(),
        true,
        message.identifiers(),
        message.message());
  }
}
