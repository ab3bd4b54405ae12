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

  /** A filter, how often it is wanted, and what makes it heard. */
  private static final class Entry {
    private int wanted = 1;
    private @Nullable Subscription subscription;
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
    List<Future<?>> begun = new ArrayList<>();
    for (String filter : dialect.filters()) {
      Key key = new Key(dialect.name(), filter);
      begun.add(enter(key, message -> announced(dialect, message)));
    }
    return Future.all(begun).mapEmpty();
  }

  /** Hears all that a dialect hears from the beginning once more, what is retained first. */
  void again(Dialect dialect) {
    for (String filter : dialect.filters()) {
      Entry entry = removed(new Key(dialect.name(), filter));
      Future<Void> ended = entry == null ? Future.succeededFuture() : end(entry);
      Future<Void> ignored =
          ended
              .compose(
                  done ->
                      enter(
                          new Key(dialect.name(), filter), message -> announced(dialect, message)))
              .onFailure(why -> tell(filter, why));
    }
  }

  /** Hears a filter as well. */
  void follow(Dialect dialect, String filter) {
    Key key = new Key(dialect.name(), filter);
    synchronized (this) {
      Entry known = entries.get(key);
      if (known != null) {
        known.wanted++;
        return;
      }
      if (entries.size() >= limits.filters()) {
        trouble.cannot(
            filter,
            "More than %d topics are followed already.".formatted(limits.filters()),
            "Remove devices that are no longer there.");
        return;
      }
    }
    String exact = filter.contains("+") || filter.contains("#") ? "" : filter;
    tried(key, message -> told(dialect, exact, message));
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

  private void tried(Key key, Consumer<MqttMessage> listener) {
    Future<Void> ignored =
        enter(key, listener)
            .onFailure(
                why -> {
                  tell(key.filter(), why);
                  later(key, listener, why);
                });
  }

  /** A broker that is not there comes back; a filter that is refused does not become better. */
  private void later(Key key, Consumer<MqttMessage> listener, Throwable why) {
    Entry entry = removed(key);
    boolean gone = why instanceof HubFailure failure && failure.code() == FailureCode.UNAVAILABLE;
    if (gone && entry != null) {
      long ignored = vertx.setTimer(RETRY.toMillis(), fired -> tried(key, listener));
    }
  }

  private Future<Void> enter(Key key, Consumer<MqttMessage> listener) {
    Entry entry = new Entry();
    synchronized (this) {
      if (ended || entries.putIfAbsent(key, entry) != null) {
        return Future.succeededFuture();
      }
    }
    Promise<Subscription> subscribed = Promise.promise();
    context.runOnContext(run -> link.subscribe(key.filter(), listener).onComplete(subscribed));
    return subscribed.future().compose(subscription -> keep(key, entry, subscription));
  }

  private Future<Void> keep(Key key, Entry entry, Subscription subscription) {
    synchronized (this) {
      if (entries.get(key) == entry) {
        entry.subscription = subscription;
        return Future.succeededFuture();
      }
    }
    return subscription.end();
  }

  private synchronized @Nullable Entry removed(Key key) {
    return entries.remove(key);
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
