package io.busbar.bridge.socketio.engineio;

import io.busbar.bridge.socketio.engineio.loop.Deadline;
import io.busbar.bridge.socketio.engineio.loop.Loop;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One conversation. What it holds belongs to its event loop; it begins on polling or on a
 * WebSocket, and may change from the first to the second once.
 */
final class Session implements EngineSocket, WebSocketLine.Ear, PayloadParser.Sink, Delivery.Owner {
  private static final Logger log = LoggerFactory.getLogger(Session.class);
  private static final EncodedPackets PING = EncodedPackets.packet(PacketType.PING, new byte[0]);

  private enum Phase {
    OPEN,
    CLOSING,
    CLOSED
  }

  private final String id;
  private final HandshakeRequest handshake;
  private final ContextInternal context;
  private final Loop loop;
  private final Sessions sessions;
  private final Heartbeat heartbeat;
  private final Delivery delivery;
  private final AtomicBoolean posting = new AtomicBoolean();
  private volatile Phase phase = Phase.OPEN;
  private @Nullable EngineListener listener;
  private @Nullable Probe probe;

  Session(
      String id,
      HandshakeRequest handshake,
      ContextInternal context,
      Loop loop,
      Sessions sessions) {
    this.id = id;
    this.handshake = handshake;
    this.context = context;
    this.loop = loop;
    this.sessions = sessions;
    this.delivery = new Delivery(loop, sessions.options().limits(), this);
    this.heartbeat =
        new Heartbeat(
            loop, options().heartbeat(), this::ping, () -> close(CloseReason.PING_TIMEOUT));
  }

  /** A WebSocket carries it from the beginning. */
  void carry(WebSocketLine by, EncodedPackets open) {
    delivery.carry(by, open);
  }

  /** Begins. */
  void begin(Function<EngineSocket, EngineListener> acceptor) {
    heartbeat.rest();
    context.dispatch(() -> accept(acceptor));
  }

  private void accept(Function<EngineSocket, EngineListener> acceptor) {
    try {
      listener = acceptor.apply(this);
    } catch (RuntimeException e) {
      log.error("A conversation was not accepted", e);
      end(CloseReason.FORCED_CLOSE);
    }
  }

  EngineOptions options() {
    return sessions.options();
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public HandshakeRequest handshake() {
    return handshake;
  }

  @Override
  public Context context() {
    return context;
  }

  @Override
  public Loop loop() {
    return loop;
  }

  @Override
  public boolean isOpen() {
    return phase == Phase.OPEN;
  }

  @Override
  public boolean isWritable() {
    return phase == Phase.OPEN && !delivery.isCongested();
  }

  @Override
  public void send(EncodedPackets packets) {
    if (loop.isCurrent()) {
      delivery.send(packets);
    } else {
      loop.run(() -> delivery.send(packets));
    }
  }

  @Override
  public void send(SharedRun run) {
    delivery.send(run);
  }

  @Override
  public void overflow(EncodedPackets packets, int waiting, long bytes) {
    switch (options().overflow().onOverflow(this, waiting, bytes)) {
      case DROP -> sessions.dropped(packets.count());
      case CLOSE -> end(CloseReason.OVERFLOW);
    }
  }

  @Override
  public void drained() {
    tell(EngineListener::drained);
  }

  private void ping() {
    delivery.sendAnyway(PING);
  }

  /** A poll: answered at once when something waits, else when something comes. */
  void poll(Reply reply) {
    if (heartbeat.isLost()) {
      end(CloseReason.PING_TIMEOUT);
    }
    if (phase == Phase.CLOSED) {
      reply.refuse(Refusal.UNKNOWN_SID);
    } else if (delivery.line() != null) {
      reply.refuse(Refusal.BAD_REQUEST);
    } else if (isPolled()) {
      reply.refuse(Refusal.BAD_REQUEST);
      end(CloseReason.TRANSPORT_ERROR);
    } else {
      delivery.polls().await(reply);
      answerPoll();
    }
  }

  /** Whether a poll waits for packets. */
  boolean isPolled() {
    return delivery.polls().isWaiting();
  }

  private void answerPoll() {
    if (phase == Phase.CLOSING) {
      sayGoodbye();
    } else {
      delivery.answerPoll(probe != null && probe.isAnswered());
    }
  }

  /** The client has hung up on a poll. */
  void pollGone(Reply reply) {
    if (delivery.polls().isWaiting(reply)) {
      delivery.polls().forget();
      end(CloseReason.TRANSPORT_ERROR);
    }
  }

  /** Ends a poll that has waited long enough for another node's patience. */
  void pollLater(Reply reply) {
    if (delivery.polls().isWaiting(reply)) {
      delivery.polls().answer(PollSide.NOOP);
    }
  }

  /** A relayed poll was given up. */
  void abandonPoll() {
    delivery.polls().forget();
    end(CloseReason.TRANSPORT_ERROR);
  }

  /** Whether a POST may begin: one at a time. May be called from any thread. */
  boolean beginPost() {
    return posting.compareAndSet(false, true);
  }

  /** The POST that had begun is over. May be called from any thread. */
  void endPost() {
    posting.set(false);
  }

  void post(Reply reply, byte[] body) {
    if (phase == Phase.CLOSED) {
      reply.refuse(Refusal.UNKNOWN_SID);
      return;
    }
    if (delivery.line() != null) {
      reply.refuse(Refusal.BAD_REQUEST);
      return;
    }
    try {
      PayloadParser.body(body, this);
      reply.send(200, "text/html", Buffer.buffer("ok"));
    } catch (MalformedPacket malformed) {
      reply.refuse(Refusal.BAD_REQUEST);
      end(CloseReason.PARSE_ERROR);
    }
  }

  /** A WebSocket wants to take over; only the first may. */
  void offer(WebSocketLine candidate) {
    if (phase != Phase.OPEN || delivery.line() != null || probe != null) {
      candidate.close(WebSocketLine.PROTOCOL_ERROR, "one WebSocket per session");
      return;
    }
    probe = new Probe(this, candidate);
    probe.begin();
  }

  /** The WebSocket was found to work: polls come back so that the client can change over. */
  void probed() {
    delivery.answerPoll(true);
  }

  void upgraded(WebSocketLine to) {
    probe = null;
    delivery.upgrade(to);
  }

  void probeFailed(Probe which) {
    if (probe == which) {
      probe = null;
    }
  }

  @Override
  public void text(WebSocketLine from, byte[] packet) {
    if (from != delivery.line()) {
      if (probe != null && probe.carries(from)) {
        probe.text(packet);
      }
      return;
    }
    if (phase != Phase.OPEN) {
      return;
    }
    try {
      PayloadParser.text(packet, this);
    } catch (MalformedPacket malformed) {
      end(CloseReason.PARSE_ERROR);
    }
  }

  @Override
  public void binary(WebSocketLine from, byte[] message) {
    if (from == delivery.line() && phase == Phase.OPEN) {
      binary(Buffer.buffer(message));
    } else if (probe != null && probe.carries(from)) {
      probe.binary();
    }
  }

  @Override
  public void gone(WebSocketLine from, CloseReason reason) {
    if (from == delivery.line()) {
      end(reason);
    } else if (probe != null && probe.carries(from)) {
      probe.gone();
    }
  }

  @Override
  public void packet(PacketType type, String payload) {
    switch (type) {
      case MESSAGE -> tell(to -> to.text(payload));
      case PONG -> heartbeat.answered();
      case CLOSE -> {
        delivery.polls().answer(PollSide.NOOP);
        end(CloseReason.TRANSPORT_CLOSE);
      }
      case NOOP -> {}
      case OPEN, PING, UPGRADE -> throw new MalformedPacket("A client does not send this.");
    }
  }

  @Override
  public void binary(Buffer message) {
    tell(to -> to.binary(message));
  }

  @Override
  public void close() {
    loop.run(this::finish);
  }

  @Override
  public void close(CloseReason reason) {
    loop.run(() -> end(reason));
  }

  private void finish() {
    if (phase != Phase.OPEN) {
      return;
    }
    WebSocketLine to = delivery.line();
    if (to != null) {
      delivery.writeRest(to);
      end(CloseReason.FORCED_CLOSE);
      return;
    }
    phase = Phase.CLOSING;
    heartbeat.stop();
    tell(ended -> ended.closed(CloseReason.FORCED_CLOSE));
    listener = null;
    if (delivery.polls().isWaiting()) {
      sayGoodbye();
    } else {
      Deadline linger = loop.deadline(() -> end(CloseReason.FORCED_CLOSE));
      linger.at(loop.now() + options().heartbeat().pingTimeout().toMillis());
    }
  }

  private void sayGoodbye() {
    delivery.answerLastPoll();
    end(CloseReason.FORCED_CLOSE);
  }

  private void end(CloseReason reason) {
    if (phase == Phase.CLOSED) {
      return;
    }
    phase = Phase.CLOSED;
    heartbeat.stop();
    sessions.forget(this, reason);
    delivery.discard();
    if (probe != null) {
      probe.giveUp("the session has ended");
    }
    WebSocketLine line = delivery.line();
    if (line != null) {
      hangUp(line, reason);
    }
    tell(ended -> ended.closed(reason));
    listener = null;
  }

  private static void hangUp(WebSocketLine line, CloseReason reason) {
    switch (reason) {
      case OVERFLOW -> line.drop();
      case PARSE_ERROR -> line.close(WebSocketLine.PROTOCOL_ERROR, reason.text());
      case SERVER_SHUTDOWN -> line.close(WebSocketLine.GOING_AWAY, reason.text());
      case TRANSPORT_CLOSE, TRANSPORT_ERROR, PING_TIMEOUT, FORCED_CLOSE ->
          line.close(WebSocketLine.NORMAL, reason.text());
    }
  }

  private void tell(Consumer<EngineListener> news) {
    EngineListener to = listener;
    if (to != null) {
      context.dispatch(() -> tell(to, news));
    }
  }

  private void tell(EngineListener to, Consumer<EngineListener> news) {
    try {
      news.accept(to);
    } catch (RuntimeException e) {
      log.error("A listener failed; its conversation ends", e);
      end(CloseReason.FORCED_CLOSE);
    }
  }
}
