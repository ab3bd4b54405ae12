package io.busbar.bridge.mqtt;

import io.busbar.contracts.broker.BrokerContract.HeardTo;
import io.busbar.contracts.broker.BrokerContract.TakenAs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Up to where the messages of each broker were taken, in order and each once. Pure. */
final class Heard {
  /** As many as a node tells before its publishers wait. */
  static final int MOST_APART = Told.MANY;

  private final Map<String, Place> places = new HashMap<>();

  /** Messages that came another way than from the broker that took them first; the oldest first. */
  private final Set<TakenAs> apart = new LinkedHashSet<>();

  /** Where one broker's messages are. */
  static final class Place {
    private final String node;
    private long routed;
    private long written;

    /** Whether something was put into the journal since the last confirmation. */
    boolean stores;

    /** Confirmations that wait for the journal. */
    int writing;

    private Place(String node) {
      this.node = node;
    }

    String node() {
      return node;
    }

    /** The number of the last message that was taken. */
    long routed() {
      return routed;
    }
  }

  /**
   * Whether a message is the next one of its broker; then it counts as taken. One that came before
   * is known; one that comes too early is told again.
   *
   * @param floor the lowest number that is still told: nobody misses what is below
   */
  boolean takes(String node, String origin, long number, long floor) {
    Place place = place(node, origin);
    place.routed = Math.max(place.routed, floor - 1);
    if (number != place.routed + 1) {
      return false;
    }
    place.routed = number;
    return true;
  }

  /**
   * Whether a message that was just taken is to be routed: it did not come another way before.
   *
   * @param former where it was taken before its publisher repeated it; null: nowhere
   */
  boolean isNew(String origin, long number, @Nullable TakenAs former) {
    boolean came = !apart.isEmpty() && apart.remove(new TakenAs(origin, number));
    boolean known = former != null && !takesAgain(former);
    return !came && !known;
  }

  /** Whether a message that a broker took is not here; then it counts as being here. */
  boolean takesAgain(TakenAs former) {
    if (former.number() <= routed(former.origin()) || !apart.add(former)) {
      return false;
    }
    if (apart.size() > MOST_APART) {
      apart.remove(apart.iterator().next());
    }
    return true;
  }

  /** A message of this node itself was routed. */
  void tookOwn(String node, String origin, long number) {
    Place place = place(node, origin);
    place.routed = Math.max(place.routed, number);
  }

  Place place(String node, String origin) {
    return places.computeIfAbsent(origin, first -> new Place(node));
  }

  Iterable<String> origins() {
    return List.copyOf(places.keySet());
  }

  /** Up to where the messages of a broker were taken. */
  long routed(String origin) {
    Place place = places.get(origin);
    return place == null ? 0 : place.routed;
  }

  /** Up to where the messages of all brokers were taken. */
  Map<String, Long> routed() {
    Map<String, Long> routed = new HashMap<>();
    places.forEach((origin, place) -> routed.put(origin, place.routed));
    return routed;
  }

  /** What is different from the last time this was asked. */
  List<HeardTo> changes() {
    List<HeardTo> changes = new ArrayList<>();
    for (Map.Entry<String, Place> each : places.entrySet()) {
      Place place = each.getValue();
      if (place.routed > place.written) {
        place.written = place.routed;
        changes.add(new HeardTo(each.getKey(), place.routed));
      }
    }
    return changes;
  }
}
