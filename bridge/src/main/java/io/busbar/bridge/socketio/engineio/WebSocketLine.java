package io.busbar.bridge.socketio.engineio;

import io.busbar.bridge.socketio.engineio.loop.Loop;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;

/**
 * One WebSocket, seen from the event loop of the conversation it carries, which need not be its
 * own.
 */
final class WebSocketLine {
  static final short NORMAL = 1000;
  static final short GOING_AWAY = 1001;
  static final short PROTOCOL_ERROR = 1002;
  static final short NOT_UTF8 = 1007;
  static final short TOO_BIG = 1009;

  /** Gets what comes, on the conversation's loop. */
  interface Ear {
    void text(WebSocketLine from, byte[] packet);

    void binary(WebSocketLine from, byte[] message);

    /** It is closed, by whoever. */
    void gone(WebSocketLine from, CloseReason reason);
  }

  private final ServerWebSocket socket;
  private final FrameChannel channel;
  private final Loop home;
  private final MessageAssembly assembly;
  private final Ear ear;
  private volatile boolean closing;
  private CloseReason reason = CloseReason.TRANSPORT_CLOSE;

  WebSocketLine(ServerWebSocket socket, FrameChannel channel, Loop home, int maxPayload, Ear ear) {
    this.socket = socket;
    this.channel = channel;
    this.home = home;
    this.assembly = new MessageAssembly(maxPayload);
    this.ear = ear;
  }

  /** Listens. To be called on the socket's own loop, at once when it is open. */
  void open() {
    socket.shutdownHandler(soon -> {}); // Whoever stops the server closes the conversations.
    socket.exceptionHandler(this::broken);
    socket.closeHandler(closed -> home.run(() -> ear.gone(this, reason)));
    socket.frameHandler(this::received);
  }

  private void received(WebSocketFrame frame) {
    boolean part = frame.isText() || frame.isBinary() || frame.isContinuation();
    if (!part || closing) {
      return;
    }
    switch (assembly.add(frame)) {
      case INCOMPLETE -> {}
      case TEXT -> {
        byte[] packet = assembly.take();
        home.run(() -> ear.text(this, packet));
      }
      case BINARY -> {
        byte[] message = assembly.take();
        home.run(() -> ear.binary(this, message));
      }
      case NOT_UTF8 -> fail(NOT_UTF8, "text must be UTF-8");
      case TOO_BIG -> fail(TOO_BIG, "a message may have maxPayload bytes");
    }
  }

  /** That the connection was closed without a word is told here too; its end follows. */
  private void broken(Throwable cause) {
    if (cause instanceof CorruptedWebSocketFrameException frame) {
      boolean tooBig = frame.closeStatus().code() == TOO_BIG;
      fail(tooBig ? TOO_BIG : PROTOCOL_ERROR, "a broken frame");
    } else if (cause instanceof DecoderException) {
      fail(PROTOCOL_ERROR, "a broken frame");
    }
  }

  private void fail(short code, String why) {
    reason = CloseReason.TRANSPORT_ERROR;
    close(code, why);
  }

  boolean isWritable() {
    return channel.isWritable();
  }

  void write(EncodedPackets packets) {
    if (!closing) {
      channel.write(packets.frames());
    }
  }

  /** Writes frames that other clients get too. */
  void writeShared(ByteBuf frames) {
    if (closing) {
      frames.release();
    } else {
      channel.writeShared(frames);
    }
  }

  /** Calls back on the home loop once what was written has left, or never will. */
  void whenWritten(Runnable then) {
    channel.whenWritten(() -> home.run(then));
  }

  /** Says goodbye with a code; what was written before goes first. */
  void close(short code, String why) {
    if (!closing) {
      closing = true;
      socket.close(code, why).onFailure(gone -> channel.drop());
    }
  }

  /** Hangs up; what was not read is lost. */
  void drop() {
    closing = true;
    channel.drop();
  }
}
