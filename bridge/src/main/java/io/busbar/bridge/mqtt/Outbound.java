package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.BrokerCounts.Counted;
import io.busbar.bridge.mqtt.model.Message;
import io.busbar.bridge.mqtt.model.Outbox;
import io.busbar.bridge.mqtt.model.Outbox.Item;
import io.busbar.bridge.mqtt.model.Outbox.Stage;
import io.busbar.bridge.mqtt.packet.MalformedPacket;
import io.busbar.bridge.mqtt.packet.Packet.Ack;
import io.busbar.bridge.mqtt.packet.PacketType;
import io.busbar.bridge.mqtt.packet.PacketWriter;
import io.busbar.bridge.mqtt.packet.Properties;
import io.busbar.bridge.mqtt.packet.Property;
import io.busbar.bridge.mqtt.packet.PublishFrame;
import io.busbar.bridge.mqtt.packet.Reason;
import io.busbar.bridge.mqtt.packet.Version;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends messages to one connected client, and hears how it took them. */
final class Outbound {
  private static final int MOST_POSTPONED = 50_000;

  private final ClientSession session;
  private final Outgoing out;
  private final Terms terms;
  private final Journal journal;
  private final BrokerCounts counts;
  private final InstantSource clock;
  private final Map<String, Integer> aliases = new HashMap<>();
  private final Deque<Runnable> postponed = new ArrayDeque<>();
  private boolean open = true;

  /**
   * What the client said of itself.
   *
   * @param window messages of QoS 1 and 2 it takes at once
   */
  record Terms(Version version, int window, long maxPacket, int aliases) {}

  Outbound(
      ClientSession session,
      Outgoing out,
      Terms terms,
      Journal journal,
      BrokerCounts counts,
      InstantSource clock) {
    this.session = session;
    this.out = out;
    this.terms = terms;
    this.journal = journal;
    this.counts = counts;
    this.clock = clock;
  }

  /** Sends again what the last connection left open, then what waits. */
  void resume() {
    for (Item released : outbox().rewind()) {
      out.add(
          PacketWriter.ack(
              terms.version(), PacketType.PUBREL, released.packetId(), Reason.SUCCESS));
    }
    pump(null);
  }

  void end() {
    open = false;
  }

  /** Sends a message of QoS 0, unless the client is too slow for it. */
  void sendOnce(Fanout fanout, boolean retain, List<Integer> identifiers) {
    if (out.isFull()) {
      counts.count(Counted.DROPPED_SLOW);
      return;
    }
    PublishFrame frame =
        terms.aliases() > 0
            ? aliased(fanout.message(), 0, retain, false, identifiers)
            : fanout.frame(terms.version(), 0, retain, identifiers);
    boolean unused = write(frame, 0);
  }

  /** Sends a retained message of QoS 0: a client that is slow gets it later. */
  void sendKept(Fanout fanout, List<Integer> identifiers) {
    if (postponed.isEmpty() && !out.isFull()) {
      sendOnce(fanout, true, identifiers);
    } else if (postponed.size() < MOST_POSTPONED) {
      postponed.add(() -> sendOnce(fanout, true, identifiers));
    } else {
      counts.count(Counted.DROPPED_SLOW);
    }
  }

  /** The client reads on. */
  void drained() {
    while (open && !out.isFull() && !postponed.isEmpty()) {
      postponed.remove().run();
    }
    pump(null);
  }

  /**
   * Sends what waits and may be sent.
   *
   * @param current the message that is being routed, encoded already; null: none
   */
  void pump(@Nullable Fanout current) {
    Outbox outbox = outbox();
    for (Item first = outbox.peek(); first != null; first = outbox.peek()) {
      if (!open || out.isFull() || (first.qos() == 2 && !isDurable(first))) {
        return;
      }
      if (first.message().expires() && first.message().isExpired(clock.millis())) {
        drop();
      } else {
        Item next = outbox.next(terms.window());
        if (next == null) {
          return;
        }
        send(next, current);
      }
    }
  }

  /** PUBACK, or a PUBREC that refuses. */
  private void finish(int packetId, int qos) {
    settle(packetId, qos);
    pump(null);
  }

  private void settle(int packetId, int qos) {
    Item item = outbox().finish(packetId, qos);
    if (item != null) {
      session.finished(item);
    }
  }

  /** The client has answered. Throws {@link MalformedPacket} when that is no answer to it. */
  void acknowledged(Ack ack) {
    requireTurn(ack);
    switch (ack.type()) {
      case PUBACK -> finish(ack.packetId(), 1);
      case PUBCOMP -> finish(ack.packetId(), 2);
      case PUBREC -> received(ack);
      default -> throw new IllegalArgumentException(ack.type() + " is no answer of a receiver.");
    }
  }

  private void requireTurn(Ack ack) {
    Item item = outbox().inFlight(ack.packetId());
    if (item == null) {
      return;
    }
    boolean due =
        switch (ack.type()) {
          case PUBACK -> item.qos() == 1;
          case PUBREC -> item.qos() == 2;
          default -> item.stage() == Stage.RELEASED;
        };
    if (!due) {
      throw MalformedPacket.of(
          Reason.PROTOCOL_ERROR,
          "%s answers a message of QoS %d.".formatted(ack.type(), item.qos()));
    }
  }

  private void received(Ack ack) {
    if (ack.reason() >= Reason.UNSPECIFIED_ERROR.code()) {
      finish(ack.packetId(), 2);
      return;
    }
    Item item = outbox().release(ack.packetId());
    if (item == null) {
      release(ack.packetId(), Reason.PACKET_IDENTIFIER_NOT_FOUND);
    } else if (session.state().isPersistent()) {
      journal.next().release(session.state().clientId(), item.sequence());
      journal.durable().onSuccess(stored -> release(ack.packetId(), Reason.SUCCESS));
    } else {
      release(ack.packetId(), Reason.SUCCESS);
    }
  }

  private void release(int packetId, Reason reason) {
    if (open) {
      out.add(PacketWriter.ack(terms.version(), PacketType.PUBREL, packetId, reason));
    }
  }

  private boolean isDurable(Item item) {
    return !session.state().isPersistent() || item.sequence() <= session.durableTo();
  }

  private void drop() {
    counts.count(Counted.DROPPED_EXPIRED);
    Item expired = outbox().dropFirst();
    if (expired != null) {
      session.finished(expired);
    }
  }

  private void send(Item item, @Nullable Fanout current) {
    PublishFrame frame = frame(item, current);
    if (!write(frame, item.packetId())) {
      settle(item.packetId(), item.qos());
    }
  }

  private PublishFrame frame(Item item, @Nullable Fanout current) {
    Message message = item.message();
    if (terms.aliases() > 0) {
      return aliased(message, item.qos(), item.retain(), item.wasAttempted(), item.identifiers());
    }
    if (current != null && current.carries(message) && !item.wasAttempted()) {
      return current.frame(terms.version(), item.qos(), item.retain(), item.identifiers());
    }
    return Fanout.encode(
        message,
        item.qos(),
        item.retain(),
        item.wasAttempted(),
        terms.version().hasProperties()
            ? Fanout.properties(message, clock.millis(), item.identifiers())
            : null);
  }

  /** The first message of a topic gives it a number, the next ones have only that. */
  private PublishFrame aliased(
      Message message, int qos, boolean retain, boolean dup, List<Integer> identifiers) {
    Properties properties = Fanout.properties(message, clock.millis(), identifiers).copy();
    Integer known = aliases.get(message.topic());
    String topic = message.topic();
    if (known != null) {
      topic = "";
      properties.with(Property.TOPIC_ALIAS, known);
    } else if (aliases.size() < terms.aliases() && message.weight() * 2L < terms.maxPacket()) {
      aliases.put(topic, aliases.size() + 1);
      properties.with(Property.TOPIC_ALIAS, aliases.size());
    }
    return PublishFrame.of(topic, message.payload().value(), qos, retain, dup, properties);
  }

  private boolean write(PublishFrame frame, int packetId) {
    if (frame.length() > terms.maxPacket()) {
      counts.count(Counted.DROPPED_LARGE);
      return false;
    }
    out.add(frame.bytes(packetId));
    counts.count(Counted.SENT);
    return true;
  }

  private Outbox outbox() {
    return session.state().outbox();
  }
}
