package io.busbar.faults.load;

import io.busbar.faults.history.Ops;
import io.busbar.faults.plan.Bug;
import io.vertx.core.buffer.Buffer;
import java.util.HashSet;
import java.util.Set;

/** A session that outlives its connections; knows which QoS 2 messages it has already. */
final class MqttSubscriber implements MqttLink.Session {
  private static final int ONE_IN = 40;

  private final House house;
  private final String name;
  private final String filter;
  private final MqttLink link;
  private final Set<Integer> received = new HashSet<>();
  private boolean subscribed;

  MqttSubscriber(House house, String name, String filter, int node) {
    this.house = house;
    this.name = name;
    this.filter = filter;
    this.link = new MqttLink(house, name, node, this);
  }

  void connect() {
    link.start();
  }

  void end() {
    link.end();
  }

  String name() {
    return name;
  }

  boolean isSubscribed() {
    return subscribed;
  }

  @Override
  public void connected(boolean remembered) {
    if (!remembered) {
      if (subscribed) {
        house.history().seen("forgotten", name, "", "");
      }
      received.clear();
      link.send(MqttPackets.subscribe(1, filter));
    }
  }

  @Override
  public void received(int type, int flags, Buffer body) {
    switch (type) {
      case MqttPackets.SUBACK -> subscribed = true;
      case MqttPackets.PUBREL -> {
        boolean unused = received.remove(body.getUnsignedShort(0));
        link.send(MqttPackets.reply(MqttPackets.PUBCOMP, body.getUnsignedShort(0)));
      }
      case MqttPackets.PUBLISH -> published((flags >> 1) & 3, body);
      default -> {}
    }
  }

  private void published(int qos, Buffer body) {
    int length = body.getUnsignedShort(0);
    String topic = body.getString(2, 2 + length);
    if (qos == 0) {
      deliver(topic, body.getString(2 + length, body.length()));
      return;
    }
    int packet = body.getUnsignedShort(2 + length);
    String value = body.getString(4 + length, body.length());
    if (qos == 1) {
      deliver(topic, value);
      link.send(MqttPackets.reply(MqttPackets.PUBACK, packet));
      return;
    }
    if (received.add(packet)) {
      deliver(topic, value);
      if (house.plants(Bug.REPEAT_QOS2, ONE_IN)) {
        deliver(topic, value);
      }
    }
    link.send(MqttPackets.reply(MqttPackets.PUBREC, packet));
  }

  private void deliver(String topic, String value) {
    house.history().seen(Ops.DELIVER, topic, value, name);
  }
}
