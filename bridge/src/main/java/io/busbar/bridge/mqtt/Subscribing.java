package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.BrokerCounts.Counted;
import io.busbar.bridge.mqtt.model.Session;
import io.busbar.bridge.mqtt.model.Subscription;
import io.busbar.bridge.mqtt.model.Topics;
import io.busbar.bridge.mqtt.packet.MalformedPacket;
import io.busbar.bridge.mqtt.packet.Packet.Subscribe;
import io.busbar.bridge.mqtt.packet.Packet.Unsubscribe;
import io.busbar.bridge.mqtt.packet.Packet.Wish;
import io.busbar.bridge.mqtt.packet.PacketWriter;
import io.busbar.bridge.mqtt.packet.Reason;
import io.busbar.bridge.mqtt.packet.Version;
import io.busbar.contracts.broker.BrokerContract.StoredSubscription;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Subscribes one connected client, and ends its subscriptions. */
final class Subscribing {
  private static final int ALWAYS = 0;
  private static final int WHEN_NEW = 1;

  private final Broker broker;
  private final ClientSession session;
  private final Access access;
  private final Version version;
  private final Outgoing out;

  Subscribing(Broker broker, ClientSession session, Access access, Version version, Outgoing out) {
    this.broker = broker;
    this.session = session;
    this.access = access;
    this.version = version;
    this.out = out;
  }

  void subscribe(Subscribe packet) {
    int identifier = packet.properties().subscriptionIdentifiers().stream().findFirst().orElse(0);
    List<Reason> reasons = new ArrayList<>();
    List<Runnable> retained = new ArrayList<>();
    for (Wish wish : packet.wishes()) {
      Reason refusal = refusal(wish);
      if (refusal.isError()) {
        broker.counts().count(Counted.REFUSED);
        reasons.add(refusal);
      } else {
        retained.add(add(wish, identifier));
        reasons.add(granted(wish.qos()));
      }
    }
    byte[] answer = PacketWriter.suback(version, packet.packetId(), reasons);
    answer(
        () -> {
          out.add(answer);
          retained.forEach(Runnable::run);
        });
  }

  void unsubscribe(Unsubscribe packet) {
    Session state = session.state();
    List<Reason> reasons = new ArrayList<>();
    for (String filter : packet.filters()) {
      if (!Topics.isFilter(filter, broker.limits().topics())) {
        requireForm(filter);
        reasons.add(Reason.TOPIC_FILTER_INVALID);
      } else if (state.subscriptions().remove(filter) == null) {
        reasons.add(Reason.NO_SUBSCRIPTION_EXISTED);
      } else {
        broker.unsubscribe(session, filter);
        if (state.isPersistent()) {
          broker.journal().next().unsubscribe(state.clientId(), filter);
        }
        reasons.add(Reason.SUCCESS);
      }
    }
    byte[] answer = PacketWriter.unsuback(version, packet.packetId(), reasons);
    answer(() -> out.add(answer));
  }

  private void answer(Runnable answer) {
    Future<Void> stored =
        session.state().isPersistent() ? broker.journal().durable() : Future.succeededFuture();
    if (stored.succeeded()) {
      answer.run();
    } else {
      stored.onComplete(done -> answer.run(), cause -> session.refuse(Reason.UNSPECIFIED_ERROR));
    }
  }

  /** Answers what sends the retained messages, once the client knows that it has subscribed. */
  private Runnable add(Wish wish, int identifier) {
    Subscription subscription =
        new Subscription(
            wish.filter(), wish.qos(), wish.noLocal(), wish.retainAsPublished(), identifier);
    Session state = session.state();
    boolean isNew = state.subscriptions().put(wish.filter(), subscription) == null;
    broker.subscribe(session, subscription);
    if (state.isPersistent()) {
      broker.journal().next().subscribe(stored(state.clientId(), subscription));
    }
    boolean wanted =
        wish.retainHandling() == ALWAYS || (wish.retainHandling() == WHEN_NEW && isNew);
    return wanted && !Topics.parse(wish.filter()).isShared()
        ? () -> broker.sendRetained(session, subscription)
        : () -> {};
  }

  private Reason refusal(Wish wish) {
    if (!Topics.isFilter(wish.filter(), broker.limits().topics())) {
      requireForm(wish.filter());
      return Reason.TOPIC_FILTER_INVALID;
    }
    Topics.Filter filter = Topics.parse(wish.filter());
    if (filter.isShared() && wish.noLocal()) {
      throw MalformedPacket.of(
          Reason.PROTOCOL_ERROR, "A shared subscription cannot leave out what is one's own.");
    }
    if (!access.maySubscribe(filter.filter())) {
      return Reason.NOT_AUTHORIZED;
    }
    Session state = session.state();
    boolean full = state.subscriptions().size() >= broker.limits().subscriptions();
    return full && !state.subscriptions().containsKey(wish.filter())
        ? Reason.QUOTA_EXCEEDED
        : Reason.SUCCESS;
  }

  /** A filter may be too long or too deep; one that is no filter at all ends the connection. */
  private void requireForm(String filter) {
    if (!Topics.isFilter(filter, Topics.Limits.OF_THE_PROTOCOL)) {
      throw MalformedPacket.of(Reason.TOPIC_FILTER_INVALID, "This is no topic filter.");
    }
  }

  private static Reason granted(int qos) {
    return switch (qos) {
      case 0 -> Reason.SUCCESS;
      case 1 -> Reason.GRANTED_QOS_1;
      default -> Reason.GRANTED_QOS_2;
    };
  }

  private static StoredSubscription stored(String clientId, Subscription subscription) {
    return new StoredSubscription(
        clientId,
        subscription.filter(),
        subscription.qos(),
        subscription.noLocal(),
        subscription.retainAsPublished(),
        subscription.identifier());
  }
}
