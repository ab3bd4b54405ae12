package io.busbar.bridge.mqtt.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A subscriber that wants a topic, however many of its subscriptions say so. */
public final class Target<S> {
  private final S subscriber;
  private final List<Subscription> subscriptions = new ArrayList<>(1);
  private @Nullable Grant grant;
  private boolean refusesOwn;

  Target(S subscriber) {
    this.subscriber = subscriber;
  }

  void add(Subscription subscription) {
    subscriptions.add(subscription);
    refusesOwn |= subscription.noLocal();
    grant = null;
  }

  public S subscriber() {
    return subscriber;
  }

  /** How it gets a message; null when it is its own and it wants none of its own. */
  public @Nullable Grant grant(boolean own) {
    if (own && refusesOwn) {
      List<Subscription> left = subscriptions.stream().filter(each -> !each.noLocal()).toList();
      return left.isEmpty() ? null : Grant.of(left);
    }
    if (grant == null) {
      grant = Grant.of(subscriptions);
    }
    return grant;
  }
}
