package io.busbar.bridge.driver;

import io.busbar.bridge.socketio.engineio.FrameChannel;
import io.busbar.bridge.socketio.engineio.MessageAssembly;
import io.busbar.contracts.driver.CloseCode;
import io.busbar.contracts.driver.DriverConversation;
import io.busbar.contracts.driver.DriverLink;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A driver's WebSocket as a link: whole messages, strict UTF-8, size limit, liveness (spec 6.1).
 */
final class SocketLink implements DriverLink {
  private static final int MAX_MISSED_PONGS = 2;
  private static final long FAREWELL_MS = 3_000;

  private final Vertx vertx;
  private final ServerWebSocket socket;
  private final FrameChannel channel;
  private final boolean trusted;
  private final DriverSocket.Policy policy;
  private final Duration pingEvery;
  private final MessageAssembly assembly;
  private boolean closing;
  private int missedPongs;
  private long pinging;

  SocketLink(
      Vertx vertx,
      ServerWebSocket socket,
      FrameChannel channel,
      boolean trusted,
      DriverSocket.Policy policy,
      Duration pingEvery) {
    this.vertx = vertx;
    this.socket = socket;
    this.channel = channel;
    this.trusted = trusted;
    this.policy = policy;
    this.pingEvery = pingEvery;
    this.assembly = new MessageAssembly(policy.messageBytes());
  }

  void start(DriverConversation conversation) {
    channel.gather();
    pinging = vertx.setPeriodic(pingEvery.toMillis(), tick -> ping());
    socket.shutdownHandler(soon -> {}); // The session says goodbye itself.
    socket.pongHandler(pong -> missedPongs = 0);
    socket.exceptionHandler(this::broken);
    socket.closeHandler(
        closed -> {
          vertx.cancelTimer(pinging);
          conversation.closed();
        });
    socket.frameHandler(frame -> received(frame, conversation));
  }

  private void broken(Throwable cause) {
    boolean tooBig =
        cause instanceof CorruptedWebSocketFrameException frame
            && frame.closeStatus().code() == CloseCode.TOO_BIG.number();
    close(tooBig ? CloseCode.TOO_BIG : CloseCode.POLICY, "a broken frame");
  }

  private void received(WebSocketFrame frame, DriverConversation conversation) {
    boolean part = frame.isText() || frame.isBinary() || frame.isContinuation();
    if (!part || closing) {
      return;
    }
    missedPongs = 0;
    switch (assembly.add(frame)) {
      case INCOMPLETE -> {}
      case TEXT -> conversation.received(assembly.take());
      case BINARY -> conversation.receivedGarbage("Send text frames with one JSON object each.");
      case NOT_UTF8 -> close(CloseCode.INVALID_TEXT, "text frames must be UTF-8");
      case TOO_BIG ->
          close(CloseCode.TOO_BIG, "a message may have %d bytes".formatted(policy.messageBytes()));
    }
  }

  private void ping() {
    if (missedPongs >= MAX_MISSED_PONGS) {
      close(CloseCode.POLICY, "no pong");
      return;
    }
    missedPongs++;
    socket.writePing(Buffer.buffer("busbar")).onFailure(gone -> {});
  }

  @Override
  public String transport() {
    return "websocket";
  }

  @Override
  public String remoteAddress() {
    return String.valueOf(socket.remoteAddress());
  }

  @Override
  public boolean authorizes(@Nullable String token) {
    return trusted || policy.isToken(token);
  }

  @Override
  public void send(byte[] json) {
    if (!socket.isClosed()) {
      channel.writeText(json);
    }
  }

  @Override
  public boolean isFull() {
    return !socket.isClosed() && !channel.isWritable();
  }

  @Override
  public void pause(boolean paused) {
    if (paused) {
      socket.pause();
    } else {
      socket.resume();
    }
  }

  @Override
  public void close(CloseCode code, String reason) {
    if (!closing && !socket.isClosed()) {
      closing = true;
      socket.close((short) code.number(), reason).onComplete(closed -> {});
      vertx.setTimer(FAREWELL_MS, late -> drop());
    }
  }

  /** Whoever does not read never hears the farewell. */
  private void drop() {
    if (!socket.isClosed()) {
      channel.drop();
    }
  }
}
