package io.busbar.drivers.discovery;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Subscription;
import io.busbar.drivers.discovery.Lane.Heard;
import io.busbar.drivers.mqtt.MqttLink;
import io.busbar.drivers.mqtt.MqttMessage;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is heard of the brokers, each filter once for each dialect. For any thread. */
final class Listening {
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final Context context;
  private final MqttLink link;
  private final DiscoveryLimits limits;
  private final Inbox inbox;
  private final Trouble trouble;
  private final Map<Key, Entry> entries = new HashMap<>();
  private boolean ended;

  /** Who is told that something cannot be heard. */
  interface Trouble {
    void cannot(String topic, String message, String hint);
  }

  private record Key(String dialect, String filter) {}

  /** A filter, how often it is wanted, and what makes it heard; there while it is tried again. */
  private static final class Entry {
    private final Key key;
    private final boolean lasting;
    private final Consumer<MqttMessage> listener;
    private int wanted = 1;
    private boolean retrying;
    private @Nullable Subscription subscription;

    Entry(Key key, boolean lasting, Consumer<MqttMessage> listener) {
      this.key = key;
      this.lasting = lasting;
      this.listener = listener;
    }
  }

  Listening(Vertx vertx, MqttLink link, DiscoveryLimits limits, Inbox inbox, Trouble trouble) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.link = link;
    this.limits = limits;
    this.inbox = inbox;
    this.trouble = trouble;
  }

  /** Hears what a dialect hears from the beginning. Fails as {@link MqttLink#subscribe} does. */
  Future<Void> begin(Dialect dialect) {
    List<Future<Void>> begun = new ArrayList<>();
    for (String filter : dialect.filters()) {
      Entry entry = lasting(dialect, filter);
      if (entry != null) {
        begun.add(subscribe(entry));
      }
    }
    return Future.all(begun).mapEmpty();
  }

  /**
   * Hears all that a dialect hears from the beginning once more, what is retained first. It is
   * heard as before until that has succeeded, which is tried until it does.
   */
  void again(Dialect dialect) {
    for (String filter : dialect.filters()) {
      Entry entry = lasting(dialect, filter);
      if (entry != null) {
        tried(entry);
      }
    }
  }

  /** Null when nothing is to be heard any more. */
  private synchronized @Nullable Entry lasting(Dialect dialect, String filter) {
    Key key = new Key(dialect.name(), filter);
    return ended
        ? null
        : entries.computeIfAbsent(
            key, first -> new Entry(key, true, message -> announced(dialect, message)));
  }

  /** Hears a filter as well. */
  void follow(Dialect dialect, String filter) {
    Key key = new Key(dialect.name(), filter);
    String exact = filter.contains("+") || filter.contains("#") ? "" : filter;
    Entry entry = new Entry(key, false, message -> told(dialect, exact, message));
    synchronized (this) {
      Entry known = entries.get(key);
      if (known != null || ended) {
        int ignored = known == null ? 0 : ++known.wanted;
        return;
      }
      if (entries.size() >= limits.filters()) {
        trouble.cannot(
            filter,
            "More than %d topics are followed already.".formatted(limits.filters()),
            "Remove devices that are no longer there.");
        return;
      }
      entries.put(key, entry);
    }
    tried(entry);
  }

  /** Hears a filter no longer, unless it is wanted more than once. */
  void leave(Dialect dialect, String filter) {
    Key key = new Key(dialect.name(), filter);
    Entry entry;
    synchronized (this) {
      entry = entries.get(key);
      if (entry == null || --entry.wanted > 0) {
        return;
      }
      entries.remove(key, entry);
    }
    Future<Void> ignored = end(entry);
  }

  /** Hears nothing any more. */
  Future<Void> end() {
    List<Entry> all;
    synchronized (this) {
      ended = true;
      all = List.copyOf(entries.values());
      entries.clear();
    }
    return Future.join(all.stream().map(Listening::end).toList()).mapEmpty();
  }

  private void tried(Entry entry) {
    Future<Void> ignored =
        subscribe(entry)
            .onFailure(
                why -> {
                  tell(entry.key.filter(), why);
                  later(entry, why);
                });
  }

  /** A broker that is not there comes back; a filter that is refused does not become better. */
  private synchronized void later(Entry entry, Throwable why) {
    boolean gone = why instanceof HubFailure failure && failure.code() == FailureCode.UNAVAILABLE;
    if (!gone && !entry.lasting) {
      entries.remove(entry.key, entry);
    } else if (!entry.retrying && isWanted(entry)) {
      entry.retrying = true;
      long ignored = vertx.setTimer(RETRY.toMillis(), fired -> retry(entry));
    }
  }

  private void retry(Entry entry) {
    synchronized (this) {
      entry.retrying = false;
      if (!isWanted(entry)) {
        return;
      }
    }
    tried(entry);
  }

  private synchronized boolean isWanted(Entry entry) {
    return entries.get(entry.key) == entry;
  }

  private Future<Void> subscribe(Entry entry) {
    Promise<Subscription> subscribed = Promise.promise();
    context.runOnContext(
        run -> link.subscribe(entry.key.filter(), entry.listener).onComplete(subscribed));
    return subscribed.future().compose(subscription -> keep(entry, subscription));
  }

  /** The new one takes the place of the old one, unless nobody wants it any more. */
  private Future<Void> keep(Entry entry, Subscription subscription) {
    Subscription unwanted = subscription;
    synchronized (this) {
      if (isWanted(entry)) {
        unwanted = entry.subscription;
        entry.subscription = subscription;
      }
    }
    return unwanted == null ? Future.succeededFuture() : unwanted.end();
  }

  private static Future<Void> end(Entry entry) {
    Subscription subscription = entry.subscription;
    return subscription == null ? Future.succeededFuture() : subscription.end();
  }

  private void announced(Dialect dialect, MqttMessage message) {
    if (!isTooLong(dialect, message) && !inbox.announced(new Heard(dialect, message))) {
      trouble.cannot(
          message.topic(),
          "More is announced than can be read; a message was left out.",
          "It is heard again when there is room.");
    }
  }

  private void told(Dialect dialect, String exact, MqttMessage message) {
    String key = exact.isEmpty() ? message.topic() : exact;
    if (!isTooLong(dialect, message) && !inbox.told(key, new Heard(dialect, message))) {
      trouble.cannot(
          message.topic(), "It publishes more than can be read.", "Let it publish less often.");
    }
  }

  private boolean isTooLong(Dialect dialect, MqttMessage message) {
    boolean tooLong = message.payload().length() > dialect.longest();
    if (tooLong) {
      inbox.refused();
      trouble.cannot(
          message.topic(),
          "A message of %d bytes is not read.".formatted(message.payload().length()),
          "Keep it below %d bytes.".formatted(dialect.longest()));
    }
    return tooLong;
  }

  private void tell(String filter, Throwable why) {
    String hint = why instanceof HubFailure failure ? failure.hint() : null;
    trouble.cannot(
        filter, "It cannot be heard: %s".formatted(why.getMessage()), hint == null ? "" : hint);
  }
}
