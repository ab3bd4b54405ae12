package io.busbar.drivers.rs90;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.value.Bytes;
import io.busbar.drivers.mqtt.MqttLink;
import io.busbar.drivers.mqtt.MqttMessage;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Brokers on paper: what is published is noted, what is heard comes from the test. */
final class PaperLink implements MqttLink {
  final List<MqttMessage> published = new CopyOnWriteArrayList<>();
  private final List<Ear> ears = new CopyOnWriteArrayList<>();
  private volatile boolean gone;

  private record Ear(String filter, Context context, Consumer<MqttMessage> listener) {
    boolean hears(String topic) {
      String pattern = filter.replace("+", "[^/]+").replace("#", ".*");
      return topic.matches(pattern);
    }
  }

  @Override
  public Future<Void> publish(MqttMessage message) {
    boolean unused = published.add(message);
    return gone ? lost() : Future.succeededFuture();
  }

  @Override
  public Future<Subscription> subscribe(String filter, Consumer<MqttMessage> listener) {
    if (gone) {
      return lost();
    }
    Ear ear = new Ear(filter, Objects.requireNonNull(Vertx.currentContext()), listener);
    boolean unused = ears.add(ear);
    return Future.succeededFuture(() -> end(ear));
  }

  /** From now on no broker can be reached. */
  void lose() {
    gone = true;
  }

  /** Remotes say something now. */
  void say(String topic, String payload) {
    tell(new MqttMessage("Haptique/" + topic, Bytes.of(payload), 1, false));
  }

  /** The broker has kept something. */
  void keep(String topic, String payload) {
    tell(new MqttMessage("Haptique/" + topic, Bytes.of(payload), 1, true));
  }

  /** The filters somebody listens to. */
  List<String> filters() {
    return ears.stream().map(Ear::filter).toList();
  }

  /** The payloads published on a topic so far. */
  List<String> on(String topic) {
    return published.stream()
        .filter(message -> message.topic().equals("Haptique/" + topic))
        .map(message -> message.payload().text())
        .toList();
  }

  private void tell(MqttMessage message) {
    ears.stream()
        .filter(ear -> ear.hears(message.topic()))
        .forEach(ear -> ear.context().runOnContext(turn -> ear.listener().accept(message)));
  }

  private Future<Void> end(Ear ear) {
    boolean unused = ears.remove(ear);
    return Future.succeededFuture();
  }

  private static <T> Future<T> lost() {
    return Future.failedFuture(HubFailure.unavailable("No broker can be reached.", "Start one."));
  }
}
