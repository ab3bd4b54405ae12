package io.busbar.bridge.mqtt.house;

import io.busbar.bridge.mqtt.MessageLink;
import io.busbar.contracts.value.Bytes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Supplier;

/**
 * What is retained, on its way out: of a topic only the latest, so many at once. No broker waits
 * for another. What a broker that is away did not get is told anew when it is back. One context
 * only.
 */
final class Shelf {
  private final List<Lane> lanes;

  Shelf(Vertx vertx, MessageLink link, HouseCounts counts) {
    this.lanes = link.each().stream().map(each -> new Lane(vertx, each, counts)).toList();
  }

  /** Retains what the supplier says when its turn comes. */
  void put(String topic, Supplier<Bytes> payload) {
    lanes.forEach(lane -> lane.put(topic, payload));
  }

  void put(String topic, String text) {
    Bytes payload = Bytes.of(text);
    put(topic, () -> payload);
  }

  /** Nothing is retained on it any more. */
  void clear(String topic) {
    put(topic, () -> Bytes.NONE);
  }

  /** As {@link #put}; succeeds when this, or what came after it, is out or given up. */
  Future<Void> putAndAwait(String topic, String text) {
    Bytes payload = Bytes.of(text);
    return Future.join(lanes.stream().map(lane -> lane.putAndAwait(topic, () -> payload)).toList())
        .mapEmpty();
  }
}
