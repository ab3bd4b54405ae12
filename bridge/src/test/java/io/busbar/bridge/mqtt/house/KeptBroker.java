package io.busbar.bridge.mqtt.house;

import io.busbar.bridge.mqtt.MessageLink;
import io.busbar.bridge.mqtt.model.Message;
import io.busbar.bridge.mqtt.model.Topics;
import io.busbar.bridge.mqtt.packet.Properties;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.value.Bytes;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A broker in memory that keeps what is retained, and all it got. */
final class KeptBroker implements MessageLink {
  private final List<String> got = new ArrayList<>();
  private final Map<String, Message> kept = new LinkedHashMap<>();
  private final List<Listener> listeners = new ArrayList<>();

  private record Listener(String filter, Context context, Consumer<Message> ear) {
    void tell(Message message) {
      if (Topics.matches(Topics.parse(filter).filter(), message.topic())) {
        context.runOnContext(turn -> ear.accept(message));
      }
    }
  }

  @Override
  public synchronized Future<Void> publish(Message message) {
    got.add(message.topic() + "=" + message.payload().text());
    keep(message);
    listeners.forEach(each -> each.tell(message));
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Subscription> subscribe(String filter, Consumer<Message> ear) {
    Listener added =
        new Listener(filter, Objects.requireNonNull(Vertx.currentContext(), "no context"), ear);
    listeners.add(added);
    kept.values().forEach(added::tell);
    return Future.succeededFuture(() -> end(added));
  }

  /** Somebody else publishes it, retained. */
  synchronized void hear(String topic, String text) {
    Message message = new Message(topic, Bytes.of(text), 1, true, Properties.NONE, Message.NEVER);
    keep(message);
    listeners.forEach(each -> each.tell(message));
  }

  /** What the hub published, as {@code topic=text}. */
  synchronized List<String> got() {
    return List.copyOf(got);
  }

  synchronized @Nullable String kept(String topic) {
    Message message = kept.get(topic);
    return message == null ? null : message.payload().text();
  }

  private void keep(Message message) {
    if (message.retain()) {
      kept.put(message.topic(), message);
      if (message.payload().isEmpty()) {
        kept.remove(message.topic());
      }
    }
  }

  private synchronized Future<Void> end(Listener ended) {
    listeners.remove(ended);
    return Future.succeededFuture();
  }
}
