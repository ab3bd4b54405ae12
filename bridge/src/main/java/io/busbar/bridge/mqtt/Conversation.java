package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.packet.MalformedPacket;
import io.busbar.bridge.mqtt.packet.Packet;
import io.busbar.bridge.mqtt.packet.Packet.Connect;
import io.busbar.bridge.mqtt.packet.PacketReader;
import io.busbar.bridge.mqtt.packet.PacketWriter;
import io.busbar.bridge.mqtt.packet.Properties;
import io.busbar.bridge.mqtt.packet.Reason;
import io.busbar.bridge.mqtt.packet.Version;
import io.netty.buffer.Unpooled;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection from its first byte: the handshake, then a {@link ClientLine}. */
final class Conversation implements Link.Listener {
  private static final Logger log = LoggerFactory.getLogger(Conversation.class);

  private final Vertx vertx;
  private final Broker broker;
  private final Gate gate;
  private final Link link;
  private final Reason welcome;
  private final Runnable gone;
  private final PacketReader reader;
  private final Consumer<Packet> packets = this::handle;
  private final Deque<Packet> held = new ArrayDeque<>();
  private @Nullable Connect connect;
  private @Nullable ClientLine line;
  private long giveUp = -1;
  private boolean ended;

  /**
   * @param welcome why it will not be let in, whoever it is; {@code SUCCESS}: it may be
   * @param gone told once, when the connection is closed
   */
  Conversation(Vertx vertx, Broker broker, Gate gate, Link link, Reason welcome, Runnable gone) {
    this.welcome = welcome;
    this.vertx = vertx;
    this.broker = broker;
    this.gate = gate;
    this.link = link;
    this.gone = gone;
    this.reader = new PacketReader(broker.limits().packetBytes(), BrokerLimits.CONNECT_BYTES);
  }

  /** Waits for its CONNECT, but not for long. */
  void start() {
    giveUp = vertx.setTimer(BrokerLimits.CONNECT_WITHIN.toMillis(), late -> close());
  }

  @Override
  public void received(byte[] bytes) {
    if (ended) {
      return;
    }
    if (line != null) {
      line.heard();
    }
    try {
      reader.feed(bytes, packets);
    } catch (MalformedPacket e) {
      refuse(e);
    }
  }

  @Override
  public void drained() {
    if (line != null) {
      line.drained();
    }
  }

  @Override
  public void closed() {
    vertx.cancelTimer(giveUp);
    ended = true;
    if (line != null) {
      line.broken();
    }
    gone.run();
  }

  private void handle(Packet packet) {
    if (ended) {
      return;
    }
    if (line != null) {
      line.handle(packet);
    } else if (packet instanceof Connect first) {
      begin(first);
    } else {
      held.add(packet);
    }
  }

  private void begin(Connect first) {
    connect = first;
    Reason refusal = welcome.isError() ? welcome : Handshake.refusal(first, broker.limits());
    if (refusal != Reason.SUCCESS) {
      turnAway(first, refusal);
      return;
    }
    vertx.cancelTimer(giveUp);
    link.pause();
    gate.admit(
            Objects.requireNonNull(first.username()),
            Objects.requireNonNull(first.password()),
            link.address())
        .onComplete(access -> enter(first, access), cause -> turnAway(first, cause));
  }

  private void enter(Connect first, Access access) {
    if (ended) {
      return;
    }
    Reason refusal = broker.refusal(first, access);
    if (refusal != Reason.SUCCESS) {
      turnAway(first, refusal);
      return;
    }
    Claims claims = gate.claims();
    if (claims == null) {
      enter(first, access, null);
      return;
    }
    claims
        .ready(first, access)
        .onComplete(entry -> enter(first, access, entry), cause -> turnAway(first, cause));
  }

  private void enter(Connect first, Access access, @Nullable Entry entry) {
    if (ended) {
      return;
    }
    ClientLine open = broker.connect(first, access, link, entry);
    line = open;
    try {
      while (!held.isEmpty() && !ended) {
        open.handle(held.remove());
      }
    } catch (MalformedPacket e) {
      refuse(e);
    }
    if (!open.isPaused()) {
      link.resume();
    }
  }

  private void turnAway(Connect first, Throwable cause) {
    turnAway(first, Gate.reason(cause));
  }

  private void turnAway(Connect first, Reason reason) {
    if (ended) {
      return;
    }
    broker.counts().count(BrokerCounts.Counted.TURNED_AWAY);
    log.debug("{} is not let in: {}", link.address(), reason.words());
    byte[] answer = PacketWriter.connack(first.version(), false, reason, Properties.NONE);
    if (Handshake.takes(first, answer.length)) {
      write(answer);
    }
    close();
  }

  private void refuse(MalformedPacket cause) {
    log.debug("{} broke the protocol: {}", link.address(), cause.getMessage());
    ClientLine open = line;
    if (open != null) {
      ended = true;
      open.end(cause.reason());
      return;
    }
    Connect first = connect;
    if (first != null) {
      turnAway(first, cause.reason());
    } else if (cause.reason() == Reason.UNSUPPORTED_PROTOCOL_VERSION) {
      write(PacketWriter.connack(Version.V3_1_1, false, cause.reason(), Properties.NONE));
      close();
    } else {
      close();
    }
  }

  private void write(byte[] frame) {
    link.write(Unpooled.wrappedBuffer(frame));
  }

  private void close() {
    ended = true;
    link.close();
  }
}
