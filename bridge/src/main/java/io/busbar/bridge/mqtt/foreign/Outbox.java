package io.busbar.bridge.mqtt.foreign;

import io.busbar.bridge.mqtt.model.Message;
import io.busbar.contracts.bus.HubFailure;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What goes out over one connection: so many at once, so many more that wait, and a word for full.
 * Dies with its connection. One context only.
 */
final class Outbox {
  /** How many may wait for their acknowledgement; the client is told the same. */
  static final int AT_ONCE = 256;

  private static final int WAITING = 10_000;
  private static final int WAITING_BYTES = 8 << 20;

  private final MqttClient client;
  private final ForeignCounts counts;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Map<Integer, Promise<Void>> sent = new HashMap<>();
  private final Set<Integer> early = new HashSet<>();
  private int waitingBytes;
  private int open;
  private boolean ended;

  private record Waiting(Message message, Promise<Void> taken) {}

  Outbox(MqttClient client, ForeignCounts counts) {
    this.client = client;
    this.counts = counts;
  }

  Future<Void> add(Message message) {
    if (ended) {
      counts.countRefused();
      return Future.failedFuture(away());
    }
    if (waiting.size() >= WAITING || waitingBytes + message.weight() > WAITING_BYTES) {
      counts.countRefused();
      return Future.failedFuture(
          HubFailure.overloaded(
              "Too many messages wait for the foreign MQTT broker.", "Try again in a moment."));
    }
    Promise<Void> taken = Promise.promise();
    waiting.add(new Waiting(message, taken));
    waitingBytes += message.weight();
    send();
    return taken.future();
  }

  /** The broker has a message. */
  void acknowledged(int packetId) {
    Promise<Void> taken = sent.remove(packetId);
    if (taken == null) {
      early.add(packetId);
    } else {
      done(taken);
    }
  }

  /** The connection is gone, and with it what was not acknowledged. */
  void end() {
    ended = true;
    List<Promise<Void>> lost = new ArrayList<>(sent.values());
    waiting.forEach(each -> lost.add(each.taken()));
    sent.clear();
    waiting.clear();
    lost.forEach(
        each -> {
          counts.countRefused();
          each.tryFail(away());
        });
  }

  static HubFailure away() {
    return HubFailure.unavailable(
        "The foreign MQTT broker cannot be reached.", "It is tried again by itself.");
  }

  private void send() {
    while (!ended && open < AT_ONCE && !waiting.isEmpty()) {
      Waiting next = waiting.remove();
      waitingBytes -= next.message().weight();
      open++;
      send(next);
    }
  }

  private void send(Waiting next) {
    Message message = next.message();
    client
        .publish(
            message.topic(),
            Buffer.buffer(message.payload().value()),
            MqttQoS.valueOf(message.qos()),
            false,
            message.retain())
        .onComplete(
            packetId -> written(message, packetId, next.taken()), cause -> failed(next.taken()));
  }

  private void written(Message message, int packetId, Promise<Void> taken) {
    if (message.qos() == 0 || early.remove(packetId)) {
      done(taken);
    } else if (ended) {
      taken.tryFail(away());
    } else {
      sent.put(packetId, taken);
    }
  }

  private void failed(Promise<Void> taken) {
    open--;
    counts.countRefused();
    taken.tryFail(away());
    send();
  }

  private void done(Promise<Void> taken) {
    open--;
    counts.countSent();
    taken.tryComplete();
    send();
  }
}
