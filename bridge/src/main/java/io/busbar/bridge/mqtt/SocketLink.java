package io.busbar.bridge.mqtt;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

/** A client over TCP or TLS. */
final class SocketLink implements Link {
  private static final int MOST_UNWRITTEN = 1 << 20;

  private final NetSocket socket;
  private boolean closed;

  SocketLink(NetSocket socket) {
    this.socket = socket;
  }

  void listen(Listener listener) {
    socket.setWriteQueueMaxSize(MOST_UNWRITTEN);
    socket.handler(bytes -> listener.received(bytes.getBytes()));
    socket.drainHandler(drained -> listener.drained());
    socket.exceptionHandler(broken -> close());
    socket.closeHandler(gone -> listener.closed());
  }

  @Override
  public String address() {
    return String.valueOf(socket.remoteAddress().hostAddress());
  }

  @Override
  public void write(Buffer bytes) {
    socket.write(bytes).onFailure(gone -> {});
  }

  @Override
  public boolean isFull() {
    return socket.writeQueueFull();
  }

  @Override
  public void pause() {
    socket.pause();
  }

  @Override
  public void resume() {
    socket.resume();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      socket.close().onFailure(gone -> {});
    }
  }
}
