package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.model.Grant;
import io.busbar.bridge.mqtt.model.Message;
import io.busbar.bridge.mqtt.model.RetainedMessages;
import io.busbar.bridge.mqtt.model.Subscription;
import io.busbar.bridge.mqtt.model.Target;
import io.busbar.bridge.mqtt.model.TopicTree;
import io.busbar.bridge.mqtt.model.Topics;
import io.busbar.contracts.broker.BrokerContract.TakenAs;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Brings messages to those who want them, and keeps the retained ones. */
final class Router {
  private static final int MOST_ASKED = 1_000;

  private final TopicTree<Receiver> tree = new TopicTree<>();
  private final RetainedMessages retained;
  private final Journal journal;
  private final InstantSource clock;

  /** Topics of retained messages that were heard while older ones are read. */
  private @Nullable Set<String> fresh;

  /** Since somebody came or went. */
  private volatile Map<String, Boolean> asked = new ConcurrentHashMap<>();

  Router(BrokerLimits limits, Journal journal, InstantSource clock) {
    this.retained = new RetainedMessages(limits.retainedMessages(), limits.retainedBytes());
    this.journal = journal;
    this.clock = clock;
  }

  void subscribe(Receiver receiver, Subscription subscription) {
    boolean unused = tree.add(receiver, subscription);
    asked = new ConcurrentHashMap<>();
  }

  void unsubscribe(Receiver receiver, String filter) {
    boolean unused = tree.remove(receiver, filter);
    asked = new ConcurrentHashMap<>();
  }

  /** Whether anybody wants a topic, when that is known; for any thread. */
  @Nullable Boolean isWanted(String topic) {
    return asked.get(topic);
  }

  /** Finds out whether anybody wants a topic. */
  void ask(String topic) {
    if (asked.size() < MOST_ASKED) {
      asked.put(topic, !tree.match(topic).isEmpty());
    }
  }

  /**
   * Routes a message, and retains it when it is to be.
   *
   * @param from whose message it is; null: the hub's or another node's
   */
  Fanout route(Message message, @Nullable Receiver from) {
    return route(message, from, null, 0);
  }

  /**
   * As {@link #route(Message, Receiver)}, for a message with a number.
   *
   * @param origin the life of this node; null: it has no number
   */
  Fanout route(Message message, @Nullable Receiver from, @Nullable String origin, long number) {
    return route(new Fanout(message, clock.millis(), origin, number), from);
  }

  /** Routes a message here that another node took and not everybody heard, under a new number. */
  Fanout routeAgain(Message message, Receiver from, TakenAs taken, TakenAs former) {
    return route(new Fanout(message, clock.millis(), taken.origin(), taken.number(), former), from);
  }

  /** Routes and retains what is said again after each start: the disk may have it later. */
  Fanout routeRenewed(Message message) {
    Fanout fanout = new Fanout(message, clock.millis());
    if (keeps(message)) {
      journal.lazily().retain(message.topic(), fanout.stored());
    }
    deliver(fanout, null);
    return fanout;
  }

  private Fanout route(Fanout fanout, @Nullable Receiver from) {
    Message message = fanout.message();
    if (message.retain()) {
      retain(message, fanout);
    }
    deliver(fanout, from);
    return fanout;
  }

  /** Routes a message of another node: that one stores it when it is to be retained. */
  Fanout routeFar(Message message, @Nullable String origin, long number, @Nullable TakenAs former) {
    Fanout fanout = new Fanout(message, clock.millis(), origin, number, former);
    if (message.retain()) {
      noteFresh(message.topic());
      boolean unused =
          message.payload().isEmpty() ? retained.remove(message.topic()) : retained.put(message);
    }
    deliver(fanout, null);
    return fanout;
  }

  /** Brings a message to its receivers and does nothing else. */
  void deliver(Fanout fanout) {
    deliver(fanout, null);
  }

  /** What is heard from now on is newer than what is read from the store. */
  void beginRestore() {
    fresh = new HashSet<>();
  }

  void endRestore() {
    fresh = null;
  }

  private void noteFresh(String topic) {
    if (fresh != null) {
      fresh.add(topic);
    }
  }

  /** Keeps a message that was stored, or one that need not be. */
  void restore(Message message) {
    if (fresh == null || !fresh.contains(message.topic())) {
      boolean unused = retained.put(message);
    }
  }

  boolean hasRoomFor(Message message) {
    return !message.retain() || message.payload().isEmpty() || retained.hasRoomFor(message);
  }

  /** The retained messages that a filter means and that are not too old. */
  void retained(String filter, Consumer<Message> visitor) {
    long now = clock.millis();
    List<Message> found = new ArrayList<>();
    retained.match(filter, found::add);
    found.stream().filter(message -> !message.isExpired(now)).forEach(visitor);
  }

  /** Forgets retained messages that are too old. */
  void sweep() {
    long now = clock.millis();
    List<Message> old = new ArrayList<>();
    retained.match("#", message -> addIfExpired(old, message, now));
    old.forEach(message -> forget(message.topic()));
  }

  int subscriptions() {
    return tree.size();
  }

  int retainedSize() {
    return retained.size();
  }

  private static void addIfExpired(List<Message> old, Message message, long now) {
    if (message.isExpired(now)) {
      old.add(message);
    }
  }

  private void retain(Message message, Fanout fanout) {
    if (keeps(message)) {
      fanout.markStored();
      journal.next().retain(message.topic(), fanout.stored());
    }
  }

  /** Retains or forgets it here, and says whether the disk must keep it. */
  private boolean keeps(Message message) {
    if (message.payload().isEmpty()) {
      forget(message.topic());
      return false;
    }
    return retained.put(message) && !message.topic().startsWith(Topics.OWN);
  }

  private void forget(String topic) {
    if (retained.remove(topic)) {
      journal.next().unretain(topic);
    }
  }

  private void deliver(Fanout fanout, @Nullable Receiver from) {
    TopicTree.Matches<Receiver> matches = tree.match(fanout.message().topic());
    if (!matches.isEmpty()) {
      fanout.markWanted();
    }
    for (Target<Receiver> target : matches.direct()) {
      Grant grant = target.grant(target.subscriber() == from);
      if (grant != null) {
        target.subscriber().deliver(fanout, grant);
      }
    }
    for (TopicTree.Group<Receiver> group : matches.groups()) {
      deliverToOne(fanout, group.inTurn(), from);
    }
  }

  private static void deliverToOne(
      Fanout fanout, List<Target<Receiver>> members, @Nullable Receiver from) {
    Target<Receiver> chosen = members.get(0);
    for (Target<Receiver> member : members) {
      if (member.subscriber().isOnline()) {
        chosen = member;
        break;
      }
    }
    Grant grant = chosen.grant(chosen.subscriber() == from);
    if (grant != null) {
      chosen.subscriber().deliver(fanout, grant);
    }
  }
}
