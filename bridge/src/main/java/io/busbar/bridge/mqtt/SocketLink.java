package io.busbar.bridge.mqtt;

import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.time.Duration;

/** A client over TCP or TLS. */
final class SocketLink implements Link {
  private static final int MOST_UNWRITTEN = 1 << 20;

  /** How long a client may go on sending after it was told goodbye. */
  private static final Duration LINGER = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final NetSocket socket;
  private Future<Void> lastWrite = Future.succeededFuture();
  private boolean told;
  private boolean closing;
  private long lingering = -1;

  SocketLink(Vertx vertx, NetSocket socket) {
    this.vertx = vertx;
    this.socket = socket;
  }

  void listen(Listener listener) {
    socket.setWriteQueueMaxSize(MOST_UNWRITTEN);
    socket.handler(bytes -> listener.received(bytes.getBytes()));
    socket.drainHandler(drained -> listener.drained());
    socket.exceptionHandler(broken -> hangUp());
    socket.closeHandler(gone -> gone(listener));
  }

  private void gone(Listener listener) {
    vertx.cancelTimer(lingering);
    listener.closed();
  }

  @Override
  public String address() {
    return String.valueOf(socket.remoteAddress().hostAddress());
  }

  @Override
  public void write(Buffer bytes) {
    told = true;
    lastWrite = socket.write(bytes);
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

  /**
   * What comes in after the last word is read and dropped for a moment: closing at once would reset
   * the connection, and the client might lose that word (RFC 9293 3.6, MQTT 4.13.2).
   */
  @Override
  public void close() {
    if (closing) {
      return;
    }
    closing = true;
    if (!told || socket.isSsl()) {
      hangUp();
      return;
    }
    lingering = vertx.setTimer(LINGER.toMillis(), late -> hangUp());
    socket.handler(ignored -> {});
    socket.resume();
    lastWrite.onComplete(written -> endOutput(), broken -> hangUp());
  }

  private void endOutput() {
    if (channel() instanceof DuplexChannel duplex) {
      var unused = duplex.shutdownOutput();
    } else {
      hangUp();
    }
  }

  private void hangUp() {
    socket.close().onFailure(gone -> {});
  }

  private Channel channel() {
    return ((NetSocketInternal) socket).channelHandlerContext().channel();
  }
}
