package io.busbar.drivers.discovery;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.value.Bytes;
import io.busbar.drivers.mqtt.MqttLink;
import io.busbar.drivers.mqtt.MqttMessage;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A broker in memory that keeps what is retained. */
final class FakeBrokers implements MqttLink {
  final List<MqttMessage> published = new CopyOnWriteArrayList<>();
  final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, MqttMessage> retained = new ConcurrentHashMap<>();
  private volatile boolean gone;

  /** Who hears a filter; who hears it anew is another. */
  static final class Listener {
    private final String filter;
    private final Consumer<MqttMessage> consumer;

    Listener(String filter, Consumer<MqttMessage> consumer) {
      this.filter = filter;
      this.consumer = consumer;
    }

    String filter() {
      return filter;
    }

    Consumer<MqttMessage> consumer() {
      return consumer;
    }
  }

  void go(boolean away) {
    gone = away;
  }

  @Override
  public Future<Void> publish(MqttMessage message) {
    if (gone) {
      return Future.failedFuture(HubFailure.unavailable("no broker", "start it"));
    }
    published.add(message);
    return Future.succeededFuture();
  }

  @Override
  public Future<Subscription> subscribe(String filter, Consumer<MqttMessage> consumer) {
    if (gone) {
      return Future.failedFuture(HubFailure.unavailable("no broker", "start it"));
    }
    Listener listener = new Listener(filter, consumer);
    retained.values().stream()
        .filter(message -> matches(filter, message.topic()))
        .forEach(consumer);
    listeners.add(listener);
    return Future.succeededFuture(() -> ended(listener));
  }

  private Future<Void> ended(Listener listener) {
    listeners.remove(listener);
    return Future.succeededFuture();
  }

  /** A device publishes, retained. */
  void keep(String topic, String payload) {
    keepSilently(topic, payload);
    say(topic, payload);
  }

  /** A device published, retained, while nobody listened. */
  void keepSilently(String topic, String payload) {
    retained.put(topic, new MqttMessage(topic, Bytes.of(payload), 0, true));
  }

  /** A device publishes. */
  void say(String topic, String payload) {
    MqttMessage message = new MqttMessage(topic, Bytes.of(payload), 0, false);
    listeners.stream()
        .filter(listener -> matches(listener.filter(), topic))
        .forEach(listener -> listener.consumer().accept(message));
  }

  private static boolean matches(String filter, String topic) {
    String[] wanted = filter.split("/", -1);
    String[] levels = topic.split("/", -1);
    for (int i = 0; i < Math.max(wanted.length, levels.length); i++) {
      boolean plus = i < wanted.length && wanted[i].equals("+") && i < levels.length;
      boolean same = i < wanted.length && i < levels.length && wanted[i].equals(levels[i]);
      if (!plus && !same) {
        return false;
      }
    }
    return true;
  }
}
