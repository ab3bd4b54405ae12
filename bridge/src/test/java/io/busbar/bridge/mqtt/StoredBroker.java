package io.busbar.bridge.mqtt;

import io.busbar.contracts.broker.BrokerContract;
import io.busbar.contracts.broker.BrokerContract.Access;
import io.busbar.contracts.broker.BrokerContract.Changes;
import io.busbar.contracts.broker.BrokerContract.FilterOf;
import io.busbar.contracts.broker.BrokerContract.IdentifierOf;
import io.busbar.contracts.broker.BrokerContract.LogIn;
import io.busbar.contracts.broker.BrokerContract.PlaceOf;
import io.busbar.contracts.broker.BrokerContract.Queue;
import io.busbar.contracts.broker.BrokerContract.QueuedMessage;
import io.busbar.contracts.broker.BrokerContract.ReadQueue;
import io.busbar.contracts.broker.BrokerContract.ReadRetained;
import io.busbar.contracts.broker.BrokerContract.ReadSessions;
import io.busbar.contracts.broker.BrokerContract.Retained;
import io.busbar.contracts.broker.BrokerContract.RetainedMessage;
import io.busbar.contracts.broker.BrokerContract.Right;
import io.busbar.contracts.broker.BrokerContract.Sessions;
import io.busbar.contracts.broker.BrokerContract.StoredSession;
import io.busbar.contracts.broker.BrokerContract.StoredSubscription;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Nothing;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
  private volatile boolean down;

  Future<?> serve(HubBus bus) {
    return Future.all(
        bus.serve(BrokerContract.AUTHENTICATE, this::authenticate),
        bus.serve(BrokerContract.READ_SESSIONS, this::readSessions),
        bus.serve(BrokerContract.READ_QUEUE, this::readQueue),
        bus.serve(BrokerContract.READ_RETAINED, this::readRetained),
        bus.serve(BrokerContract.APPLY, this::apply));
  }

  void down(boolean isDown) {
    down = isDown;
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

  private synchronized Future<Nothing> apply(Changes changes) {
    if (down) {
      throw HubFailure.unavailable("The store is down.", "Wait.");
    }
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
    received.addAll(changes.received());
    received.removeAll(Set.copyOf(changes.completed()));
    changes.retained().forEach(each -> retained.put(each.topic(), each));
    changes.unretained().forEach(retained::remove);
    return Future.succeededFuture(Nothing.NOTHING);
  }

  private void forget(String clientId) {
    sessions.remove(clientId);
    filters.keySet().removeIf(each -> each.clientId().equals(clientId));
    queue.keySet().removeIf(each -> each.clientId().equals(clientId));
    received.removeIf(each -> each.clientId().equals(clientId));
  }

  private StoredSession whole(StoredSession it) {
    Map<String, List<StoredSubscription>> own =
        filters.values().stream().collect(Collectors.groupingBy(StoredSubscription::clientId));
    return new StoredSession(
        it.clientId(),
        it.username(),
        it.expirySeconds(),
        it.disconnectedAt(),
        it.sentTo(),
        it.will(),
        own.getOrDefault(it.clientId(), List.of()),
        received.stream()
            .filter(each -> each.clientId().equals(it.clientId()))
            .map(IdentifierOf::packetId)
            .collect(Collectors.toSet()));
  }

  private static QueuedMessage released(QueuedMessage it) {
    return new QueuedMessage(
        it.clientId(), it.sequence(), it.qos(), it.retain(), true, it.identifiers(), it.message());
  }
}
