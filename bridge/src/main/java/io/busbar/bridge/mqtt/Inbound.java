package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.BrokerCounts.Counted;
import io.busbar.bridge.mqtt.model.Message;
import io.busbar.bridge.mqtt.model.Session;
import io.busbar.bridge.mqtt.model.Topics;
import io.busbar.bridge.mqtt.packet.MalformedPacket;
import io.busbar.bridge.mqtt.packet.Packet.Ack;
import io.busbar.bridge.mqtt.packet.Packet.Publish;
import io.busbar.bridge.mqtt.packet.PacketType;
import io.busbar.bridge.mqtt.packet.PacketWriter;
import io.busbar.bridge.mqtt.packet.Properties;
import io.busbar.bridge.mqtt.packet.Property;
import io.busbar.bridge.mqtt.packet.Reason;
import io.busbar.bridge.mqtt.packet.Version;
import io.busbar.contracts.broker.BrokerContract.TakenAs;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Takes messages from one connected client and acknowledges them, in the order they came. */
final class Inbound {
  /** How many topics a client may give a number to. */
  static final int MAX_ALIASES = 100;

  private final Broker broker;
  private final ClientSession session;
  private final ClientView view;
  private final Access access;
  private final Version version;
  private final Outgoing out;
  private final Map<Integer, String> aliases = new HashMap<>();
  private Future<Void> tail = Future.succeededFuture();
  private int open;
  private boolean ended;

  Inbound(
      Broker broker,
      ClientSession session,
      ClientView view,
      Access access,
      Version version,
      Outgoing out) {
    this.broker = broker;
    this.session = session;
    this.view = view;
    this.access = access;
    this.version = version;
    this.out = out;
  }

  void end() {
    ended = true;
  }

  void published(Publish publish) {
    broker.counts().count(Counted.RECEIVED);
    String topic = topic(publish);
    if (publish.qos() == 2 && session.state().received().contains(publish.packetId())) {
      repeated(publish, message(topic, publish));
      return;
    }
    if (publish.qos() > 0 && openMessages() >= broker.limits().inFlight()) {
      requireReceiveMaximum();
    }
    Message message = message(topic, publish);
    Reason refusal = refusal(message);
    if (refusal != Reason.SUCCESS) {
      broker.counts().count(Counted.REFUSED);
      acknowledge(publish, refusal, false, 0);
      return;
    }
    route(publish, message);
  }

  /** It is known here; what another node took of it may not be known everywhere. */
  private void repeated(Publish publish, Message message) {
    TakenAs former = session.forgetTaken(publish.packetId());
    if (former != null && refusal(message) == Reason.SUCCESS) {
      TakenAs taken = broker.peers().again(message, session, former);
      if (taken != null && session.state().isPersistent()) {
        broker.journal().next().received(session.clientId(), publish.packetId(), taken);
      }
    }
    long last = broker.peers().lastPublished();
    acknowledge(publish, Reason.SUCCESS, session.state().isPersistent(), last);
  }

  void released(Ack release) {
    TakenAs unused = session.forgetTaken(release.packetId());
    boolean known = session.state().received().remove(release.packetId());
    Reason reason = known ? Reason.SUCCESS : Reason.PACKET_IDENTIFIER_NOT_FOUND;
    boolean stored = known && session.state().isPersistent();
    if (stored) {
      broker.journal().next().completed(session.state().clientId(), release.packetId());
    }
    whenDurable(
        stored,
        0,
        () -> out.add(PacketWriter.ack(version, PacketType.PUBCOMP, release.packetId(), reason)));
  }

  private void route(Publish publish, Message message) {
    boolean store = publish.qos() == 2 && session.state().isPersistent();
    Fanout fanout = broker.route(message, session);
    if (publish.qos() == 2) {
      Set<Integer> received = session.state().received();
      received.add(publish.packetId());
      if (store) {
        broker
            .journal()
            .next()
            .received(session.state().clientId(), publish.packetId(), fanout.taken());
      }
    }
    boolean unwanted = publish.qos() == 1 && !fanout.isWanted();
    Reason reason = unwanted ? Reason.NO_MATCHING_SUBSCRIBERS : Reason.SUCCESS;
    acknowledge(publish, reason, store || fanout.mustBeStored(), fanout.number());
  }

  private void acknowledge(Publish publish, Reason reason, boolean stored, long number) {
    if (publish.qos() == 0) {
      return;
    }
    PacketType type = publish.qos() == 1 ? PacketType.PUBACK : PacketType.PUBREC;
    Reason said = version.hasProperties() ? reason : Reason.SUCCESS;
    if (reason.isError() && type == PacketType.PUBREC && !version.hasProperties()) {
      session.state().received().add(publish.packetId());
    }
    int counted = publish.qos() == 1 ? 1 : 0;
    open += counted;
    whenDurable(
        stored,
        number,
        () -> {
          open -= counted;
          out.add(PacketWriter.ack(version, type, publish.packetId(), said));
        });
  }

  /**
   * Runs the step after those before it, after what was put is on disk, and after all nodes have
   * what was published up to a number.
   */
  private void whenDurable(boolean stored, long number, Runnable step) {
    Future<Void> ready = stored ? broker.journal().durable() : tail;
    if (!broker.isAlone()) {
      ready = Future.all(tail, ready, broker.peers().confirmed(number)).mapEmpty();
    }
    if (ready.succeeded() && tail.isComplete()) {
      step.run();
      return;
    }
    tail = ready;
    ready.onComplete(
        done -> {
          if (!ended) {
            step.run();
          }
        },
        refused -> session.refuse(Reason.IMPLEMENTATION_ERROR));
  }

  private int openMessages() {
    return open + session.state().received().size();
  }

  private void requireReceiveMaximum() {
    if (version.hasProperties()) {
      throw MalformedPacket.of(
          Reason.RECEIVE_MAXIMUM_EXCEEDED,
          "More than %d messages are not acknowledged.".formatted(broker.limits().inFlight()));
    }
    if (session.state().received().size() >= Session.MOST_RECEIVED) {
      throw MalformedPacket.of(Reason.QUOTA_EXCEEDED, "Too many messages are not released.");
    }
  }

  private String topic(Publish publish) {
    Properties properties = publish.properties();
    String topic = publish.topic();
    if (properties.has(Property.TOPIC_ALIAS)) {
      topic = aliased(topic, (int) properties.number(Property.TOPIC_ALIAS, 0));
    }
    if (topic.isEmpty()) {
      throw MalformedPacket.of(
          version.hasProperties() ? Reason.PROTOCOL_ERROR : Reason.MALFORMED_PACKET,
          "A message has no topic.");
    }
    if (topic.indexOf('+') >= 0 || topic.indexOf('#') >= 0) {
      throw MalformedPacket.of(Reason.TOPIC_NAME_INVALID, "A topic has a wildcard.");
    }
    String response = properties.text(Property.RESPONSE_TOPIC);
    if (response != null && !Topics.isName(response, broker.limits().topics())) {
      throw MalformedPacket.of(Reason.PROTOCOL_ERROR, "The response topic is none.");
    }
    return topic;
  }

  private String aliased(String topic, int alias) {
    if (alias < 1 || alias > MAX_ALIASES) {
      throw MalformedPacket.of(
          Reason.TOPIC_ALIAS_INVALID, "Topic aliases go from 1 to %d.".formatted(MAX_ALIASES));
    }
    if (!topic.isEmpty()) {
      aliases.put(alias, topic);
      return topic;
    }
    String known = aliases.get(alias);
    if (known == null) {
      throw MalformedPacket.of(Reason.PROTOCOL_ERROR, "Topic alias %d is new.".formatted(alias));
    }
    return known;
  }

  private Reason refusal(Message message) {
    if (!Topics.isName(message.topic(), broker.limits().topics())) {
      return Reason.TOPIC_NAME_INVALID;
    }
    if (!access.mayPublish(message.topic()) || !broker.permits(view, message)) {
      return Reason.NOT_AUTHORIZED;
    }
    if (!Messages.isWhatItSays(message)) {
      return Reason.PAYLOAD_FORMAT_INVALID;
    }
    return broker.hasRoomToRetain(message) ? Reason.SUCCESS : Reason.QUOTA_EXCEEDED;
  }

  private Message message(String topic, Publish publish) {
    return Messages.of(
        topic,
        publish.payload(),
        publish.qos(),
        publish.retain(),
        publish.properties(),
        publish.properties().isEmpty() ? 0 : broker.now());
  }
}
