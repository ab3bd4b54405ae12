package io.busbar.bridge.mqtt.model;

import java.util.List;

/**
 * How a subscriber gets a message, all its subscriptions taken together.
 *
 * @param identifiers of the subscriptions that have one
 */
public record Grant(int qos, boolean retainAsPublished, List<Integer> identifiers) {
  /** The best of several subscriptions. */
  public static Grant of(List<Subscription> subscriptions) {
    int qos = 0;
    boolean asPublished = false;
    for (Subscription each : subscriptions) {
      qos = Math.max(qos, each.qos());
      asPublished |= each.retainAsPublished();
    }
    List<Integer> identifiers =
        subscriptions.stream().map(Subscription::identifier).filter(id -> id > 0).toList();
    return new Grant(qos, asPublished, identifiers);
  }
}
