package io.busbar.bridge.mqtt.house;

import io.busbar.bridge.mqtt.MessageLink;
import io.busbar.bridge.mqtt.model.Message;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Subscription;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** A broker that takes messages when it is told to. */
final class HeldBroker implements MessageLink {
  final List<String> got = new ArrayList<>();
  private final Deque<Promise<Void>> held = new ArrayDeque<>();

  @Override
  public Future<Void> publish(Message message) {
    got.add(message.topic() + "=" + message.payload().text());
    Promise<Void> taken = Promise.promise();
    held.add(taken);
    return taken.future();
  }

  @Override
  public Future<Subscription> subscribe(String filter, Consumer<Message> listener) {
    return Future.failedFuture(HubFailure.unavailable("Deaf.", "Nobody speaks."));
  }

  void take(int count) {
    for (int i = 0; i < count; i++) {
      held.remove().complete();
    }
  }

  void refuse(HubFailure failure) {
    held.remove().fail(failure);
  }
}
