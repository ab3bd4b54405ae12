package io.busbar.bridge.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;

/** A client over WebSocket, whose event loop need not be the broker's. */
final class WebSocketLink implements Link {
  private static final short NOT_BINARY = 1003;
  private static final int MOST_UNWRITTEN = 1 << 20;

  private final ServerWebSocket socket;
  private final Context own;
  private final Context broker;
  private boolean closed;

  WebSocketLink(ServerWebSocket socket, Context own, Context broker) {
    this.socket = socket;
    this.own = own;
    this.broker = broker;
  }

  void listen(Listener listener) {
    socket.setWriteQueueMaxSize(MOST_UNWRITTEN);
    socket.shutdownHandler(soon -> {}); // The broker says goodbye itself.
    socket.frameHandler(frame -> received(frame, listener));
    socket.drainHandler(drained -> broker.runOnContext(turn -> listener.drained()));
    socket.exceptionHandler(broken -> end(NOT_BINARY));
    socket.closeHandler(gone -> broker.runOnContext(turn -> listener.closed()));
  }

  private void received(WebSocketFrame frame, Listener listener) {
    if (frame.isText()) {
      end(NOT_BINARY);
    } else if (frame.isBinary() || frame.isContinuation()) {
      byte[] bytes = frame.binaryData().getBytes();
      broker.runOnContext(turn -> listener.received(bytes));
    }
  }

  @Override
  public String address() {
    return String.valueOf(socket.remoteAddress().hostAddress());
  }

  @Override
  public void write(ByteBuf shared) {
    Buffer bytes = Buffer.buffer(ByteBufUtil.getBytes(shared));
    own.runOnContext(turn -> send(bytes));
  }

  @Override
  public boolean isFull() {
    return socket.writeQueueFull();
  }

  @Override
  public void pause() {
    own.runOnContext(turn -> socket.pause());
  }

  @Override
  public void resume() {
    own.runOnContext(turn -> socket.resume());
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      own.runOnContext(turn -> end((short) 1000));
    }
  }

  private void send(Buffer bytes) {
    if (!socket.isClosed()) {
      socket.writeBinaryMessage(bytes).onFailure(gone -> {});
    }
  }

  private void end(short code) {
    if (!socket.isClosed()) {
      socket.close(code).onFailure(gone -> {});
    }
  }
}
