package io.busbar.bridge.mqtt;

import io.busbar.contracts.broker.BrokerContract.Changes;
import io.busbar.contracts.broker.BrokerContract.Fence;
import io.busbar.contracts.broker.BrokerContract.FilterOf;
import io.busbar.contracts.broker.BrokerContract.IdentifierOf;
import io.busbar.contracts.broker.BrokerContract.PlaceOf;
import io.busbar.contracts.broker.BrokerContract.QueuedMessage;
import io.busbar.contracts.broker.BrokerContract.RetainedMessage;
import io.busbar.contracts.broker.BrokerContract.StoredSession;
import io.busbar.contracts.broker.BrokerContract.StoredSubscription;
import io.busbar.contracts.broker.BrokerContract.TakenAs;
import io.busbar.contracts.value.Bytes;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes that gather until they are written; of several to one thing only the last counts. */
final class PendingChanges {
  /** What becomes of a waiting message. */
  private sealed interface Fate {
    record Queued(QueuedMessage message) implements Fate {}

    record Released() implements Fate {}

    record Finished() implements Fate {}
  }

  private final Set<String> forgotten = new LinkedHashSet<>();
  private final Map<String, StoredSession> sessions = new LinkedHashMap<>();
  private final Map<FilterOf, Optional<StoredSubscription>> filters = new LinkedHashMap<>();
  private final Map<PlaceOf, Fate> queue = new LinkedHashMap<>();
  private final Map<IdentifierOf, Optional<IdentifierOf>> received = new LinkedHashMap<>();
  private final Map<String, Optional<Bytes>> retained = new LinkedHashMap<>();
  private final Map<String, Long> queuedTo = new HashMap<>();
  private final Map<String, Long> forgottenTerms = new HashMap<>();
  private long bytes;

  /**
   * @param term as which it was claimed
   */
  void forget(String clientId, long term) {
    drop(clientId);
    forgotten.add(clientId);
    if (term > 0) {
      forgottenTerms.put(clientId, term);
    }
  }

  /** Writes nothing of a session: another node holds it. */
  void drop(String clientId) {
    forgotten.remove(clientId);
    sessions.remove(clientId);
    queuedTo.remove(clientId);
    filters.keySet().removeIf(each -> each.clientId().equals(clientId));
    queue.keySet().removeIf(each -> each.clientId().equals(clientId));
    received.keySet().removeIf(each -> each.clientId().equals(clientId));
  }

  void save(StoredSession session) {
    sessions.put(session.clientId(), session);
  }

  void subscribe(StoredSubscription subscription) {
    filters.put(
        new FilterOf(subscription.clientId(), subscription.filter()), Optional.of(subscription));
  }

  void unsubscribe(String clientId, String filter) {
    filters.put(new FilterOf(clientId, filter), Optional.empty());
  }

  void queue(QueuedMessage message) {
    queue.put(new PlaceOf(message.clientId(), message.sequence()), new Fate.Queued(message));
    queuedTo.put(message.clientId(), message.sequence());
    bytes += message.message().length();
  }

  void release(String clientId, long sequence) {
    PlaceOf place = new PlaceOf(clientId, sequence);
    if (queue.get(place) instanceof Fate.Queued waiting) {
      QueuedMessage message = waiting.message();
      queue.put(
          place,
          new Fate.Queued(
              new QueuedMessage(
                  clientId, sequence, message.qos(), false, true, List.of(), message.message())));
    } else {
      queue.put(place, new Fate.Released());
    }
  }

  void finish(String clientId, long sequence) {
    PlaceOf place = new PlaceOf(clientId, sequence);
    if (queue.get(place) instanceof Fate.Queued) {
      queue.remove(place);
    } else {
      queue.put(place, new Fate.Finished());
    }
  }

  /**
   * @param taken as what its message was taken; null: by a node alone
   */
  void received(String clientId, int packetId, @Nullable TakenAs taken) {
    received.put(
        new IdentifierOf(clientId, packetId, null),
        Optional.of(new IdentifierOf(clientId, packetId, taken)));
  }

  void completed(String clientId, int packetId) {
    received.put(new IdentifierOf(clientId, packetId, null), Optional.empty());
  }

  void retain(String topic, Bytes message) {
    retained.put(topic, Optional.of(message));
    bytes += message.length();
  }

  void unretain(String topic) {
    retained.put(topic, Optional.empty());
  }

  int size() {
    return forgotten.size()
        + sessions.size()
        + filters.size()
        + queue.size()
        + received.size()
        + retained.size();
  }

  /** About how many bytes of messages it holds. */
  long bytes() {
    return bytes;
  }

  /** For every client with new messages, the sequence of its last. */
  Map<String, Long> queuedTo() {
    return queuedTo;
  }

  /** Sessions that are written. */
  Set<String> clients() {
    Set<String> clients = new LinkedHashSet<>(forgotten);
    clients.addAll(sessions.keySet());
    filters.keySet().forEach(each -> clients.add(each.clientId()));
    queue.keySet().forEach(each -> clients.add(each.clientId()));
    received.keySet().forEach(each -> clients.add(each.clientId()));
    return clients;
  }

  /** As which a session that is forgotten was claimed; null: it is not. */
  @Nullable Long forgottenTerm(String clientId) {
    return forgottenTerms.get(clientId);
  }

  /**
   * @param fence null: this node is alone
   */
  Changes changes(@Nullable Fence fence) {
    return new Changes(
        forgotten,
        List.copyOf(sessions.values()),
        keys(filters),
        filters.values().stream().flatMap(Optional::stream).toList(),
        queue.values().stream()
            .filter(Fate.Queued.class::isInstance)
            .map(fate -> ((Fate.Queued) fate).message())
            .toList(),
        places(Fate.Released.class),
        places(Fate.Finished.class),
        received.values().stream().flatMap(Optional::stream).toList(),
        keys(received),
        retained.entrySet().stream()
            .filter(each -> each.getValue().isPresent())
            .map(each -> new RetainedMessage(each.getKey(), each.getValue().orElse(Bytes.NONE)))
            .toList(),
        keys(retained),
        fence);
  }

  private static <K, V> List<K> keys(Map<K, Optional<V>> map) {
    return map.entrySet().stream()
        .filter(each -> each.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  private List<PlaceOf> places(Class<? extends Fate> fate) {
    return queue.entrySet().stream()
        .filter(each -> fate.isInstance(each.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
