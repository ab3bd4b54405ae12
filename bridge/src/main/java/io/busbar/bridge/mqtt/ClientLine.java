package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.packet.MalformedPacket;
import io.busbar.bridge.mqtt.packet.Packet;
import io.busbar.bridge.mqtt.packet.Packet.Ack;
import io.busbar.bridge.mqtt.packet.Packet.Connect;
import io.busbar.bridge.mqtt.packet.Packet.Disconnect;
import io.busbar.bridge.mqtt.packet.PacketType;
import io.busbar.bridge.mqtt.packet.PacketWriter;
import io.busbar.bridge.mqtt.packet.Properties;
import io.busbar.bridge.mqtt.packet.Property;
import io.busbar.bridge.mqtt.packet.Reason;
import io.busbar.bridge.mqtt.packet.Version;

/** A client that was let in, until its connection ends. */
final class ClientLine {
  private static final long SECOND = 1000;
  private static final byte[] PONG = PacketWriter.pong();

  private final Broker broker;
  private final ClientSession session;
  private final ClientView view;
  private final Access access;
  private final Version version;
  private final Outgoing out;
  private final Link link;
  private final Inbound inbound;
  private final Outbound outbound;
  private final Subscribing subscribing;
  private final long silenceMs;
  private final boolean mayExtend;
  private long heardAt;
  private boolean ended;
  private int messagesThisSecond;
  private boolean slowed;
  private boolean unread;

  /**
   * @param keepAliveSeconds what holds for this connection; 0: it may be silent for ever
   */
  ClientLine(
      Broker broker,
      ClientSession session,
      Access access,
      Connect connect,
      Link link,
      int keepAliveSeconds) {
    this.broker = broker;
    this.session = session;
    this.version = connect.version();
    this.link = link;
    this.out = new Outgoing(broker.turn(), link);
    this.access = access;
    this.view = new ClientView(session.state().clientId(), access.username(), link.address());
    this.inbound = new Inbound(broker, session, view, access, version, out);
    this.outbound =
        new Outbound(
            session,
            out,
            Handshake.terms(connect, broker.limits()),
            broker.journal(),
            broker.counts(),
            broker.clock());
    this.subscribing = new Subscribing(broker, session, access, version, out);
    this.silenceMs = keepAliveSeconds * SECOND * 3 / 2;
    this.mayExtend = session.state().isPersistent();
    this.heardAt = broker.now();
  }

  Outbound outbound() {
    return outbound;
  }

  boolean mayPublish(String topic) {
    return access.mayPublish(topic);
  }

  ClientView view() {
    return view;
  }

  void greet(byte[] connack) {
    out.add(connack);
    outbound.resume();
  }

  /** Bytes came in. */
  void heard() {
    heardAt = broker.now();
  }

  void handle(Packet packet) {
    if (ended) {
      return;
    }
    dispatch(packet);
    if (!unread && out.isFull()) {
      unread = true;
      link.pause();
    }
  }

  private void dispatch(Packet packet) {
    if (packet instanceof Packet.Publish publish) {
      inbound.published(publish);
      slowDown();
    } else if (packet instanceof Ack ack) {
      answered(ack);
    } else if (packet instanceof Packet.Ping) {
      out.add(PONG);
    } else if (packet instanceof Packet.Subscribe subscribe) {
      subscribing.subscribe(subscribe);
    } else if (packet instanceof Packet.Unsubscribe unsubscribe) {
      subscribing.unsubscribe(unsubscribe);
    } else if (packet instanceof Disconnect disconnect) {
      goodbye(disconnect);
    } else {
      throw MalformedPacket.of(Reason.PROTOCOL_ERROR, "No authentication is under way.");
    }
  }

  /** Ends the connection and tells the client why, where its version has words for it. */
  void end(Reason reason) {
    if (ended) {
      return;
    }
    if (version.hasProperties()) {
      out.add(PacketWriter.disconnect(reason, Properties.NONE));
    }
    leave(reason);
  }

  /** The connection broke. */
  void broken() {
    leave(Reason.UNSPECIFIED_ERROR);
  }

  void drained() {
    outbound.drained();
    if (unread) {
      unread = false;
      resume();
    }
  }

  /** Once a second: goes on reading a fast publisher, ends a silent one. */
  void tick(long now) {
    messagesThisSecond = 0;
    if (slowed && !broker.isFull()) {
      slowed = false;
      resume();
    }
    if (silenceMs > 0 && now - heardAt > silenceMs) {
      end(Reason.KEEP_ALIVE_TIMEOUT);
    }
  }

  /** The journal has room again. */
  void eased() {
    if (slowed && messagesThisSecond < broker.limits().messagesPerSecond()) {
      slowed = false;
      resume();
    }
  }

  /** Whether nothing is to be read from it now. */
  boolean isPaused() {
    return slowed || unread;
  }

  /** Reads on, unless there is another reason not to. */
  private void resume() {
    if (!isPaused()) {
      link.resume();
    }
  }

  private void slowDown() {
    messagesThisSecond++;
    boolean tooFast = messagesThisSecond >= broker.limits().messagesPerSecond();
    if (!slowed && (tooFast || broker.isFull())) {
      slowed = true;
      link.pause();
    }
  }

  private void answered(Ack ack) {
    if (ack.type() == PacketType.PUBREL) {
      inbound.released(ack);
    } else {
      outbound.acknowledged(ack);
    }
  }

  private void goodbye(Disconnect disconnect) {
    Properties properties = disconnect.properties();
    if (properties.has(Property.SESSION_EXPIRY)) {
      long expiry = properties.number(Property.SESSION_EXPIRY, 0);
      if (expiry > 0 && !mayExtend) {
        throw MalformedPacket.of(
            Reason.PROTOCOL_ERROR, "A session that was not to be kept cannot be kept now.");
      }
      broker.expireAfter(session, expiry);
    }
    if (disconnect.reason() == Reason.SUCCESS.code()) {
      session.will(null);
      leave(Reason.SUCCESS);
    } else {
      leave(Reason.DISCONNECT_WITH_WILL);
    }
  }

  private void leave(Reason reason) {
    if (ended) {
      return;
    }
    ended = true;
    inbound.end();
    outbound.end();
    out.flush();
    link.close();
    broker.left(session, this, reason);
  }
}
