package io.busbar.bridge.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundInvoker;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes to one connection what many get. While nothing waits before them the bytes go to the
 * kernel at once, past the handlers and the queue of the channel; else, and for all the kernel does
 * not take, they wait there as usual (ADR 0025). On other threads than the connection's event loop
 * they always wait there.
 */
public final class SharedWrites {
  private final Channel channel;
  private final ChannelOutboundInvoker queue;
  private final @Nullable Socket socket;
  private final @Nullable IdleStateHandler idle;

  /**
   * @param queue writes to the channel what cannot leave at once, at the place in its pipeline from
   *     which bytes go unchanged
   */
  public SharedWrites(Channel channel, ChannelOutboundInvoker queue) {
    this.channel = channel;
    this.queue = queue;
    this.socket = socketOf(channel);
    this.idle = channel.pipeline().get(IdleStateHandler.class);
  }

  /** Not with TLS, which changes the bytes, nor where Netty has no socket of its own. */
  private static @Nullable Socket socketOf(Channel channel) {
    boolean plain = channel.pipeline().get(SslHandler.class) == null;
    return plain && channel instanceof UnixChannel unix && unix.fd() instanceof Socket socket
        ? socket
        : null;
  }

  /**
   * Writes and flushes the bytes, which are given back when they have left or never will. They may
   * pass what a handler of Vert.x keeps until it is flushed, as a pong.
   */
  public void write(ByteBuf bytes) {
    if (isFree() && bytes.hasMemoryAddress()) {
      send(bytes);
    }
    if (bytes.isReadable()) {
      var unused = queue.writeAndFlush(bytes, channel.voidPromise());
    } else {
      bytes.release();
    }
  }

  private boolean isFree() {
    if (!channel.eventLoop().inEventLoop()) {
      return false;
    }
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    return waiting != null && waiting.isEmpty() && waiting.totalPendingWriteBytes() == 0;
  }

  private void send(ByteBuf bytes) {
    if (socket == null) {
      return;
    }
    try {
      int sent =
          socket.sendAddress(bytes.memoryAddress(), bytes.readerIndex(), bytes.writerIndex());
      bytes.skipBytes(sent);
    } catch (IOException e) {
      return; // The same happens to the queue, which closes the connection and tells why.
    }
    if (idle != null) {
      idle.resetWriteTimeout();
    }
  }
}
