package io.busbar.faults.load;

import io.busbar.faults.history.Event.Phase;
import io.busbar.faults.history.Ops;
import io.busbar.faults.plan.Bug;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Publishes numbers of one quality; what was not acknowledged is sent again after a reconnect. */
final class MqttPublisher implements Load, MqttLink.Session {
  private static final int EVERY_MS = 120;
  private static final int WINDOW = 20;
  private static final int IDS = 60_000;
  private static final int ONE_IN = 40;

  private final House house;
  private final String topic;
  private final int qos;
  private final MqttLink link;
  private final Map<Integer, Message> open = new LinkedHashMap<>();
  private long number;
  private boolean running;

  private static final class Message {
    private final String number;
    private final long id;
    private boolean received;

    Message(String number, long id) {
      this.number = number;
      this.id = id;
    }
  }

  MqttPublisher(House house, String topic, int qos, int node) {
    this.house = house;
    this.topic = topic;
    this.qos = qos;
    this.link = new MqttLink(house, "pub-q" + qos, node, this);
  }

  void connect() {
    link.start();
  }

  void end() {
    link.end();
  }

  boolean isIdle() {
    return open.isEmpty();
  }

  @Override
  public void start() {
    running = true;
    house.vertx().setPeriodic(EVERY_MS, tick -> next());
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public void connected(boolean remembered) {
    if (!remembered) {
      // The broker forgot the session, and so must the client: the outcomes stay open.
      open.values().forEach(message -> end(Phase.UNKNOWN, message));
      open.clear();
      return;
    }
    open.forEach(
        (packet, message) -> {
          if (message.received) {
            link.send(MqttPackets.reply(MqttPackets.PUBREL, packet));
          } else {
            link.send(MqttPackets.publish(packet, topic, message.number, qos, true));
          }
        });
  }

  @Override
  public void received(int type, int flags, Buffer body) {
    int packet = body.getUnsignedShort(0);
    Message message = open.get(packet);
    switch (type) {
      case MqttPackets.PUBACK, MqttPackets.PUBCOMP -> {
        if (message != null) {
          Message done = open.remove(packet);
          end(Phase.OK, done == null ? message : done);
        }
      }
      case MqttPackets.PUBREC -> {
        if (message != null) {
          message.received = true;
        }
        link.send(MqttPackets.reply(MqttPackets.PUBREL, packet));
      }
      default -> {}
    }
  }

  private void next() {
    if (!running || !link.isConnected() || open.size() >= WINDOW) {
      return;
    }
    int packet = (int) (++number % IDS) + 1;
    String value = Long.toString(number);
    Message message =
        new Message(value, house.history().begin(Ops.PUBLISH, topic, value, "pub-q" + qos));
    if (qos == 1 && house.plants(Bug.DROP_QOS1, ONE_IN)) {
      end(Phase.OK, message);
      return;
    }
    open.put(packet, message);
    link.send(MqttPackets.publish(packet, topic, value, qos, false));
  }

  private void end(Phase phase, Message message) {
    house.history().end(phase, Ops.PUBLISH, message.id, topic, message.number, "pub-q" + qos);
  }
}
