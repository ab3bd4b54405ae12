package io.busbar.bridge.mqtt;

import io.busbar.bridge.socket.SharedWrites;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DuplexChannel;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.time.Duration;

/**
 * A client over TCP or TLS. Bytes go past the queues of the Vert.x socket, straight to and from its
 * channel: they are what a small packet costs most.
 */
final class SocketLink implements Link {
  private static final WriteBufferWaterMark UNWRITTEN = new WriteBufferWaterMark(1 << 19, 1 << 20);

  /** How long a client may go on sending after it was told goodbye. */
  private static final Duration LINGER = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final NetSocket socket;
  private final ContextInternal context;
  private final ChannelHandlerContext channel;
  private final SharedWrites shared;
  private boolean told;
  private boolean closing;
  private long lingering = -1;

  /**
   * @param context the broker's, where the socket lives
   */
  SocketLink(Vertx vertx, NetSocket socket, ContextInternal context) {
    this.vertx = vertx;
    this.socket = socket;
    this.context = context;
    this.channel = ((NetSocketInternal) socket).channelHandlerContext();
    this.shared = new SharedWrites(channel.channel(), channel);
  }

  void listen(Listener listener) {
    channel.channel().config().setWriteBufferWaterMark(UNWRITTEN);
    channel.pipeline().addBefore(channel.name(), "mqtt", new Ear(listener));
    socket.exceptionHandler(broken -> hangUp());
    socket.closeHandler(gone -> gone(listener));
  }

  /** Hears what comes in, ahead of the Vert.x socket. */
  private final class Ear extends ChannelInboundHandlerAdapter {
    private final Listener listener;
    private final Handler<byte[]> received;

    Ear(Listener listener) {
      this.listener = listener;
      this.received = listener::received;
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
      ByteBuf chunk = (ByteBuf) message;
      byte[] bytes = ByteBufUtil.getBytes(chunk);
      chunk.release();
      if (!closing) {
        context.dispatch(bytes, received);
      }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext from) {
      if (from.channel().isWritable() && !closing) {
        context.emit(listener, Listener::drained);
      }
      from.fireChannelWritabilityChanged();
    }
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
  public void write(ByteBuf bytes) {
    told = true;
    shared.write(bytes.retainedDuplicate());
  }

  @Override
  public boolean isFull() {
    return !channel.channel().isWritable();
  }

  @Override
  public void pause() {
    channel.channel().config().setAutoRead(false);
  }

  @Override
  public void resume() {
    channel.channel().config().setAutoRead(true);
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
    resume();
    var unused = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> endOutput());
  }

  private void endOutput() {
    if (channel.channel() instanceof DuplexChannel duplex) {
      var unused = duplex.shutdownOutput();
    } else {
      hangUp();
    }
  }

  private void hangUp() {
    socket.close().onFailure(gone -> {});
  }
}
