package io.busbar.verticles.broker;

import io.busbar.contracts.broker.BrokerContract.Changes;
import io.busbar.contracts.broker.BrokerContract.FilterOf;
import io.busbar.contracts.broker.BrokerContract.IdentifierOf;
import io.busbar.contracts.broker.BrokerContract.PlaceOf;
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
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
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
  public synchronized Future<Void> apply(Changes changes) {
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
    received.addAll(changes.received());
    changes.completed().forEach(received::remove);
    changes.retained().forEach(each -> retained.put(each.topic(), each));
    changes.unretained().forEach(retained::remove);
    return Future.succeededFuture();
  }

  private void forget(String clientId) {
    sessions.remove(clientId);
    subscriptions.keySet().removeIf(each -> each.clientId().equals(clientId));
    queue.keySet().removeIf(each -> each.clientId().equals(clientId));
    received.removeIf(each -> each.clientId().equals(clientId));
  }

  private StoredSession whole(StoredSession session) {
    String client = session.clientId();
    return new StoredSession(
        client,
        session.username(),
        session.expirySeconds(),
        session.disconnectedAt(),
        session.sentTo(),
        session.will(),
        subscriptions.values().stream().filter(each -> each.clientId().equals(client)).toList(),
        received.stream()
            .filter(each -> each.clientId().equals(client))
            .map(IdentifierOf::packetId)
            .collect(Collectors.toUnmodifiableSet()));
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
